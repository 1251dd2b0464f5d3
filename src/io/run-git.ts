import { spawnSync } from "node:child_process";
import { errorCode } from "./error-code.ts";

export type GitAnswer =
  | { readonly kind: "answer"; readonly output: string }
  /** No git, or not a repository: nothing to ask. */
  | { readonly kind: "none" }
  /** There is a repository, and git does not answer for it. */
  | { readonly kind: "unknown"; readonly problem: string };

/**
 * Asks git something about a directory. Takes no locks that others would wait for, and its words are English.
 *
 * @param environment further variables, an index file of one's own for instance
 */
export function runGit(
  root: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): GitAnswer {
  const { status, stdout, stderr, error } = spawnSync("git", ["-C", root, ...args], {
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
    env: { ...process.env, GIT_OPTIONAL_LOCKS: "0", LC_ALL: "C", ...environment },
  });
  if (error !== undefined) {
    return errorCode(error) === "ENOENT" ? { kind: "none" } : { kind: "unknown", problem: error.message };
  }
  if (status === 0) return { kind: "answer", output: stdout };
  if (stderr.includes("not a git repository")) return { kind: "none" };
  return { kind: "unknown", problem: stderr.trim().split("\n")[0] ?? "" };
}
