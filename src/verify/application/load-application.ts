import { createRequire } from "node:module";
import { join } from "node:path";
import { createJiti } from "jiti";
import { findNext, type NextInternals } from "./next-internals.ts";

type Exports = Readonly<Record<string, unknown>>;

/** The application's modules, in this process. */
export interface LoadedApplication {
  readonly next: NextInternals;
  /** Loads a dependency of the application. */
  readonly require: (specifier: string) => unknown;
  /** The exports of one of its modules, by the path from the root. */
  readonly load: (file: string) => Promise<Exports>;
}

/** What only a bundler understands. */
const ASSET = /\.(?:css|scss|sass|less|svg|png|jpe?g|gif|webp|avif|ico|woff2?|ttf|otf|mp[34]|webm|pdf|wasm)(?:\?.*)?$/;
const EMPTY: ReadonlySet<string> = new Set(["server-only", "client-only"]);

/**
 * Gets the application in `root` ready: its own tsconfig paths, JSX as Next compiles it, styles and pictures empty, the
 * replacements in place of what they replace.
 *
 * @throws ApplicationError if its Next is missing or not supported
 */
export function loadApplication(root: string, replacements: Readonly<Record<string, string>>): LoadedApplication {
  const require = createRequire(join(root, "package.json"));
  const next = findNext(require);
  const jiti = createJiti(join(root, "package.json"), {
    tsconfigPaths: true,
    // It would be written into the node_modules that the copy shares with the original.
    fsCache: false,
    jsx: { runtime: "automatic" },
    interopDefault: false,
    virtualModules: virtualModules(replacements, (file) => jiti.import(join(root, file))),
  });
  // jiti looks a module up anew each time, which takes longer than most handlers.
  const loaded = new Map<string, Promise<Exports>>();
  const load = (file: string): Promise<Exports> => {
    const module = loaded.get(file) ?? jiti.import<Exports>(join(root, file));
    loaded.set(file, module);
    return module;
  };
  return { next, require, load };
}

/** jiti asks here first, before tsconfig's paths and its aliases; so also `@/lib/mailer` can be replaced. */
function virtualModules(
  replacements: Readonly<Record<string, string>>,
  load: (file: string) => Promise<unknown>,
): Record<string, unknown> {
  const isEmpty = (name: string): boolean => EMPTY.has(name) || ASSET.test(name);
  const loaded: Record<string, unknown> = {};
  return new Proxy(loaded, {
    has: (_, name) => typeof name === "string" && (isEmpty(name) || Object.hasOwn(replacements, name)),
    get: (_, name) => {
      if (typeof name !== "string" || isEmpty(name)) return { default: {} };
      const file = replacements[name];
      return file === undefined ? undefined : (loaded[name] ??= load(file));
    },
  });
}
