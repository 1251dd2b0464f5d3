import type { Workspace } from "../io/workspace.ts";
import type { RepositoryPath } from "../model/text.ts";

/** The source files of a repository, and which of them name something that matters. */
export interface Candidates {
  readonly files: readonly RepositoryPath[];
  /** Files whose text contains any of the names, sorted. */
  naming(names: readonly string[]): readonly RepositoryPath[];
}

/** Lists the source files; reading them is enough to tell which ones need parsing. */
export function findCandidates(workspace: Workspace, globs: { include: readonly string[]; exclude: readonly string[] }): Candidates {
  const files = workspace.list(globs.include, globs.exclude);
  return {
    files,
    naming: (names) => files.filter((file) => containsAny(workspace.read(file)?.text ?? "", names)),
  };
}

function containsAny(text: string, names: readonly string[]): boolean {
  return names.some((name) => text.includes(name));
}
