import type { RepositoryPath } from "../model/text.ts";
import { runGit, type GitAnswer } from "./run-git.ts";

/** What git knows about the files below a root. Paths are relative to the root. */
export type GitState =
  | {
      readonly kind: "repository";
      readonly changed: readonly RepositoryPath[];
      readonly untracked: readonly RepositoryPath[];
    }
  | Exclude<GitAnswer, { kind: "answer" }>;

/** Asks git which files below the root differ from its last commit. Changes nothing, not even git's index. */
export function gitState(root: string): GitState {
  const prefix = runGit(root, ["rev-parse", "--show-prefix"]);
  if (prefix.kind !== "answer") return prefix;
  const status = runGit(root, ["status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--", "."]);
  if (status.kind !== "answer") return status;
  // git names files from the top of its repository, which may be above the root.
  const start = prefix.output.trimEnd().length;
  const entries = status.output.split("\0").filter((entry) => entry !== "");
  const [untracked, changed] = partition(entries, (entry) => entry.startsWith("??"));
  const pathOf = (entry: string): RepositoryPath => entry.slice("XY ".length + start);
  return { kind: "repository", changed: changed.map(pathOf), untracked: untracked.map(pathOf) };
}

function partition<Item>(items: readonly Item[], test: (item: Item) => boolean): readonly [Item[], Item[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}
