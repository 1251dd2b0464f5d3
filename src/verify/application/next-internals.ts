import { ApplicationError } from "../model/application.ts";

/** One of Next's AsyncLocalStorage objects. */
interface Storage {
  run<T>(store: object, work: () => T): T;
}

/** What is needed of the application's own Next. The types are ours: Next promises none of it. */
export interface NextInternals {
  readonly major: number;
  readonly NextRequest: new (url: string, init: RequestInit) => Request;
  /** Stores of the request: `workAsyncStorage`, before 15 `staticGenerationAsyncStorage`. */
  readonly work: Storage;
  /** `workUnitAsyncStorage`, before 15 `requestAsyncStorage`. */
  readonly unit: Storage;
  readonly action: Storage;
  readonly sealHeaders: (headers: Headers) => object;
  readonly sealCookies: (headers: Headers) => object;
  readonly mutableCookies: (headers: Headers) => object;
  /** Adds the cookies that were set to an answer's headers. */
  readonly appendCookies: (headers: Headers, cookies: object) => void;
}

type Module = Readonly<Record<string, unknown>>;
type Require = (specifier: string) => unknown;

/** Where Next keeps its requests, headers and cookies. */
const BASE = "next/dist/server/web/spec-extension";

/** The folders in which the storages were, newest first. */
const FOLDERS = ["next/dist/server/app-render", "next/dist/client/components"];

/**
 * Takes what is needed out of the application's Next, 13.4 to 16.
 *
 * @throws ApplicationError if there is no Next, or one that keeps these things elsewhere
 */
export function findNext(require: Require): NextInternals {
  const version = versionOf(require);
  const storage = (...names: string[]): Storage => {
    for (const file of FOLDERS.flatMap((folder) => names.map((name) => `${folder}/${fileOf(name)}`))) {
      const found = [file, file.replace(/\.external$/, "")].map((one) => tryRequire(require, one)).find(Boolean);
      const instance = names.map((name) => found?.[name]).find((one) => one !== undefined);
      if (instance !== undefined) return instance as Storage;
    }
    throw unsupported(version, names[0] ?? "");
  };
  const part = (file: string, name: string): unknown => {
    const found = tryRequire(require, `${BASE}/${file}`)?.[name];
    if (found === undefined) throw unsupported(version, name);
    return found;
  };
  const RequestCookies = part("cookies", "RequestCookies") as new (headers: Headers) => object;
  const sealed = part("adapters/request-cookies", "RequestCookiesAdapter") as { seal(value: object): object };
  const mutable = part("adapters/request-cookies", "MutableRequestCookiesAdapter") as { wrap(value: object): object };
  const headers = part("adapters/headers", "HeadersAdapter") as { seal(value: Headers): object };
  return {
    major: Number(version.split(".")[0]),
    NextRequest: part("request", "NextRequest") as NextInternals["NextRequest"],
    work: storage("workAsyncStorage", "staticGenerationAsyncStorage"),
    unit: storage("workUnitAsyncStorage", "requestAsyncStorage"),
    action: storage("actionAsyncStorage"),
    sealHeaders: (given) => headers.seal(given),
    sealCookies: (given) => sealed.seal(new RequestCookies(given)),
    mutableCookies: (given) => mutable.wrap(new RequestCookies(given)),
    appendCookies: part("adapters/request-cookies", "appendMutableCookies") as NextInternals["appendCookies"],
  };
}

function fileOf(storage: string): string {
  return `${storage.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.external`;
}

function versionOf(require: Require): string {
  const found = tryRequire(require, "next/package.json");
  if (typeof found?.["version"] === "string") return found["version"];
  throw new ApplicationError(
    "The application's dependencies are not installed: `next` cannot be resolved from its root. Install them first.",
  );
}

function tryRequire(require: Require, specifier: string): Module | null {
  try {
    return require(specifier) as Module;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND") return null;
    throw error;
  }
}

function unsupported(version: string, what: string): ApplicationError {
  return new ApplicationError(
    `Next ${version} is not supported: it has no \`${what}\` where versions 13.4 to 16 have it, so \`headers()\`, ` +
      "`cookies()` and `after()` could not be answered.",
  );
}
