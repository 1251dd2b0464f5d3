import { execFileSync } from "node:child_process";

/** Runs git in a directory, with an identity and without the machine's own settings. */
export function git(root: string, ...args: readonly string[]): string {
  const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"];
  const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" };
  return execFileSync("git", ["-C", root, ...identity, ...args], { encoding: "utf8", env });
}

/** Makes a repository of a directory, with everything in it committed. */
export function commitAll(root: string): void {
  git(root, "init", "--quiet");
  git(root, "add", "--all");
  git(root, "commit", "--quiet", "--allow-empty", "--message", "all");
}
