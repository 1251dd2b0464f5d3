import { spawnSync } from "node:child_process";
import { errorCode } from "./error-code.ts";
import type { RepositoryPath } from "../model/text.ts";

/** What git knows about the files below a root. Paths are relative to the root. */
export type GitState =
  | {
      readonly kind: "repository";
      readonly changed: readonly RepositoryPath[];
      readonly untracked: readonly RepositoryPath[];
    }
  /** No git, or not a repository: nothing to compare with. */
  | { readonly kind: "none" }
  /** There is a repository, and git does not answer for it. */
  | { readonly kind: "unknown"; readonly problem: string };

/** Asks git which files below the root differ from its last commit. Changes nothing, not even git's index. */
export function gitState(root: string): GitState {
  const prefix = git(root, ["rev-parse", "--show-prefix"]);
  if (prefix.kind !== "answer") return prefix;
  const status = git(root, ["status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--", "."]);
  if (status.kind !== "answer") return status;
  // git names files from the top of its repository, which may be above the root.
  const start = prefix.output.trimEnd().length;
  const entries = status.output.split("\0").filter((entry) => entry !== "");
  const [untracked, changed] = partition(entries, (entry) => entry.startsWith("??"));
  const pathOf = (entry: string): RepositoryPath => entry.slice("XY ".length + start);
  return { kind: "repository", changed: changed.map(pathOf), untracked: untracked.map(pathOf) };
}

type Answer = { readonly kind: "answer"; readonly output: string } | Exclude<GitState, { kind: "repository" }>;

function git(root: string, args: readonly string[]): Answer {
  const { status, stdout, stderr, error } = spawnSync("git", ["-C", root, ...args], {
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
    env: { ...process.env, GIT_OPTIONAL_LOCKS: "0", LC_ALL: "C" },
  });
  if (error !== undefined) {
    return errorCode(error) === "ENOENT" ? { kind: "none" } : { kind: "unknown", problem: error.message };
  }
  if (status === 0) return { kind: "answer", output: stdout };
  if (stderr.includes("not a git repository")) return { kind: "none" };
  return { kind: "unknown", problem: stderr.trim().split("\n")[0] ?? "" };
}

function partition<Item>(items: readonly Item[], test: (item: Item) => boolean): readonly [Item[], Item[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}
