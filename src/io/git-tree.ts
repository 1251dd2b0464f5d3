import { rmSync } from "node:fs";
import { UserError } from "../diagnostics/user-error.ts";
import type { RepositoryPath } from "../model/text.ts";
import { runGit } from "./run-git.ts";

/** Where a directory lies in its git repository. */
export interface GitPlace {
  /** Absolute path of the repository's top. */
  readonly top: string;
  /** The way from the top to the directory: empty, or `apps/portal`. */
  readonly prefix: string;
}

/**
 * Finds the repository of a directory.
 *
 * @throws UserError if there is none, or git does not answer
 */
export function gitPlace(root: string): GitPlace {
  const answer = runGit(root, ["rev-parse", "--show-toplevel", "--show-prefix"]);
  if (answer.kind === "none") {
    throw new UserError(
      "This is not a git repository, so there is no former version to compare with.",
      "Commit the application as it was before the migration, or run in a clone of its repository.",
    );
  }
  if (answer.kind === "unknown") throw new UserError(`git does not answer: ${answer.problem}`);
  const [top = "", prefix = ""] = answer.output.split("\n");
  return { top, prefix: prefix.replace(/\/$/, "") };
}

/**
 * The commit that a revision names.
 *
 * @throws UserError if there is no such commit
 */
export function commitOf({ top }: GitPlace, revision: string): string {
  const answer = runGit(top, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`]);
  if (answer.kind === "answer" && answer.output.trim() !== "") return answer.output.trim();
  if (revision === "HEAD") {
    throw new UserError(
      "The git repository has no commit yet, so there is no former version to compare with.",
      "Commit the application as it was before the migration.",
    );
  }
  throw new UserError(`git knows no revision ${revision}.`, "Name a commit, a branch or a tag with --base REV.");
}

/** Files of the repository, from its top. */
export interface GitFiles {
  readonly files: readonly RepositoryPath[];
  /** Directories of other repositories, whose files are not among them. */
  readonly submodules: readonly RepositoryPath[];
}

/**
 * Writes the files of a commit into a directory, as a checkout would: line ends and symbolic links as the repository
 * wants them. The repository's own index and working tree are not touched.
 *
 * @throws UserError if git cannot do it
 */
export function checkOut({ top }: GitPlace, commit: string, directory: string): GitFiles {
  const index = `${directory}.index`;
  // Large files that are kept elsewhere would be downloaded.
  const environment = { GIT_INDEX_FILE: index, GIT_LFS_SKIP_SMUDGE: "1" };
  try {
    demand(top, ["-c", "core.sparseCheckout=false", "read-tree", commit], environment);
    demand(top, ["checkout-index", "--all", "--force", "--quiet", `--prefix=${directory}/`], environment);
    return filesOf(demand(top, ["ls-files", "--stage", "-z"], environment));
  } finally {
    rmSync(index, { force: true });
  }
}

/** What the working tree holds that git keeps or would keep: tracked files (deleted ones included), and new ones. */
export function workingFiles({ top }: GitPlace): GitFiles {
  const tracked = filesOf(demand(top, ["ls-files", "--stage", "-z"]));
  const added = lines(demand(top, ["ls-files", "--others", "--exclude-standard", "-z"]));
  // A repository within the repository is listed as a directory.
  const [submodules, files] = [added.filter(isDirectory), added.filter((path) => !isDirectory(path))];
  return { files: [...tracked.files, ...files], submodules: [...tracked.submodules, ...submodules] };
}

/** Ignored files, and directories (with a `/` at their end) in which everything is ignored. */
export function ignoredEntries({ top }: GitPlace): readonly RepositoryPath[] {
  return lines(demand(top, ["ls-files", "--others", "--ignored", "--exclude-standard", "--directory", "-z"]));
}

/** True if the application's files are the same in a commit and in the working tree. */
export function isUnchanged({ top, prefix }: GitPlace, commit: string): boolean {
  const below = ["--", prefix === "" ? "." : prefix];
  const changed = demand(top, ["diff", "--name-only", "--no-ext-diff", "-z", commit, ...below]);
  const added = demand(top, ["ls-files", "--others", "--exclude-standard", "-z", ...below]);
  return changed === "" && added === "";
}

function filesOf(stages: string): GitFiles {
  const entries = lines(stages).map((entry) => ({
    path: entry.slice(entry.indexOf("\t") + 1),
    isSubmodule: entry.startsWith("160000 "),
  }));
  const paths = (isSubmodule: boolean): RepositoryPath[] => [
    ...new Set(entries.filter((entry) => entry.isSubmodule === isSubmodule).map(({ path }) => path)),
  ];
  return { files: paths(false), submodules: paths(true) };
}

function demand(top: string, args: readonly string[], environment?: Readonly<Record<string, string>>): string {
  const answer = runGit(top, args, environment);
  if (answer.kind === "answer") return answer.output;
  const problem = answer.kind === "none" ? "it is not installed" : answer.problem;
  throw new UserError(`git cannot give the application's files: ${problem}`);
}

function lines(output: string): readonly string[] {
  return output.split("\0").filter((line) => line !== "");
}

function isDirectory(path: RepositoryPath): boolean {
  return path.endsWith("/");
}
