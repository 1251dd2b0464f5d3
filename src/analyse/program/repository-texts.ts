import type { Candidates } from "../../discover/candidates.ts";
import type { Workspace } from "../../io/workspace.ts";
import type { RepositoryPath } from "../../model/text.ts";

/** What the analysis asks of files without parsing them. */
export interface RepositoryTexts {
  /** Null if there is no such file. */
  readonly text: (file: RepositoryPath) => string | null;
  /** Source files whose text contains any of the names, sorted. */
  readonly naming: (names: readonly string[]) => readonly RepositoryPath[];
  /** Names of getters and setters, as far as a pattern finds them: property accesses of other names run no code. */
  readonly isAccessor: (name: string) => boolean;
  /** True if a source file gives an object an iterator or a disposer of its own. */
  readonly hasOwnProtocols: () => boolean;
}

export const noTexts: RepositoryTexts = {
  text: () => null,
  naming: () => [],
  isAccessor: () => true,
  hasOwnProtocols: () => true,
};

export function repositoryTexts(workspace: Workspace, candidates: Candidates): RepositoryTexts {
  const text: RepositoryTexts["text"] = (file) => workspace.read(file)?.text ?? null;
  const found = new Map<string, readonly RepositoryPath[]>();
  let accessors: ReadonlySet<string> | null = null;
  let protocols: boolean | null = null;
  return {
    text,
    naming(names) {
      const key = names.join("\0");
      const files = found.get(key) ?? candidates.naming(names);
      found.set(key, files);
      return files;
    },
    isAccessor: (name) => (accessors ??= accessorNames(candidates.files.map((file) => text(file) ?? ""))).has(name),
    hasOwnProtocols: () =>
      (protocols ??=
        candidates.naming(["Symbol.iterator", "Symbol.asyncIterator", "Symbol.dispose", "Symbol.asyncDispose"]).length >
        0),
  };
}

function accessorNames(texts: readonly string[]): ReadonlySet<string> {
  return new Set(
    texts.flatMap((text) => Array.from(text.matchAll(/\b[gs]et\s+(#?[\w$]+)\s*\(/g), ([, name = ""]) => name)),
  );
}
