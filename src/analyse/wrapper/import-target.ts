import type { FileFacts } from "../../model/file.ts";
import type { RepositoryPath } from "../../model/text.ts";
import { directoryOf, type ResolveModule } from "../program/module-resolution.ts";

/** How the files of a repository import a module: what most of them write, found without reading the tsconfig again. */
export interface ImportSpecifiers {
  /** The specifier by which `from` would import `target`. */
  specifierFor(from: RepositoryPath, target: RepositoryPath): string;
}

/**
 * Learns from the imports that are there: a module is imported as other files import it; one that nobody imports by a
 * mapped path is, if a mapped path of its folder is in use (`@/lib/auth` for `src/lib/auth.ts` shows `@/` = `src/`);
 * else relative.
 */
export function importSpecifiers(files: readonly FileFacts[], resolveModule: ResolveModule): ImportSpecifiers {
  const imports = files.flatMap((file) => file.imports);
  const mapped = imports.filter(({ specifier, resolved }) => resolved !== null && !specifier.startsWith("."));
  const prefixes = new Map<string, string>();
  for (const { specifier, resolved } of mapped) {
    const mapping = mappingOf(specifier, resolved ?? "");
    if (mapping) prefixes.set(mapping.prefix, mapping.directory);
  }
  return {
    specifierFor(from, target) {
      const own = files.find(({ file }) => file === from)?.imports.find(({ resolved }) => resolved === target);
      if (own) return own.specifier;
      const used = mostFrequent(mapped.filter(({ resolved }) => resolved === target).map(({ specifier }) => specifier));
      if (used !== null) return used;
      for (const [prefix, directory] of prefixes) {
        if (!target.startsWith(directory)) continue;
        const specifier = prefix + withoutEnding(target.slice(directory.length));
        const resolved = resolveModule(specifier, from);
        if (resolved.kind === "file" && resolved.file === target) return specifier;
      }
      return relative(from, target);
    },
  };
}

/** `@/lib/auth/sales` for `src/lib/auth/sales.ts`: the common tail taken off both. */
function mappingOf(specifier: string, resolved: RepositoryPath): { prefix: string; directory: string } | null {
  const path = withoutEnding(resolved);
  let length = 0;
  while (length < specifier.length && specifier.at(-1 - length) === path.at(-1 - length)) length++;
  const tail = specifier.slice(specifier.length - length);
  // `~/` that stands for the root itself.
  if (tail === path && specifier.at(-1 - length) === "/") {
    return { prefix: specifier.slice(0, specifier.length - length), directory: "" };
  }
  const slash = tail.indexOf("/");
  if (slash < 0) return null;
  const common = tail.startsWith("/") ? tail.slice(1) : tail.slice(slash + 1);
  return {
    prefix: specifier.slice(0, specifier.length - common.length),
    directory: path.slice(0, path.length - common.length),
  };
}

function withoutEnding(path: string): string {
  return path.replace(/(\/index)?\.[cm]?[jt]sx?$/, "");
}

function mostFrequent(values: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [best] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return best?.[0] ?? null;
}

function relative(from: RepositoryPath, target: RepositoryPath): string {
  const source = directoryOf(from).split("/").filter(Boolean);
  const parts = withoutEnding(target).split("/");
  let common = 0;
  while (common < source.length && source[common] === parts[common]) common++;
  const up = "../".repeat(source.length - common);
  return `${up || "./"}${parts.slice(common).join("/")}`;
}
