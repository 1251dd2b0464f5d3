import type { Workspace } from "../io/workspace.ts";
import type { RepositoryPath } from "../model/text.ts";

/** The source files of a repository, and which of them name something that matters. */
export interface Candidates {
  readonly files: readonly RepositoryPath[];
  /** Files whose text contains any of the names, sorted. */
  naming(names: readonly string[]): readonly RepositoryPath[];
  /** Files that may declare a function or variable of the name, sorted. */
  declaring(name: string): readonly RepositoryPath[];
}

/** Lists the source files; reading them is enough to tell which ones need parsing. */
export function findCandidates(
  workspace: Workspace,
  globs: { include: readonly string[]; exclude: readonly string[] },
): Candidates {
  const files = workspace.list(globs.include, globs.exclude);
  const textOf = (file: RepositoryPath): string => workspace.read(file)?.text ?? "";
  return {
    files,
    naming: (names) => files.filter((file) => containsAny(textOf(file), names)),
    declaring(name) {
      const declaration = new RegExp(`\\b(?:function\\s*\\*?|const|let|var)\\s+${name}\\b`);
      return files.filter((file) => textOf(file).includes(name) && declaration.test(textOf(file)));
    },
  };
}

function containsAny(text: string, names: readonly string[]): boolean {
  return names.some((name) => text.includes(name));
}
