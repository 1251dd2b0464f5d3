import { existsSync } from "node:fs";
import { dirname, join, relative } from "node:path";

const marks = ["package.json", "tsconfig.json", "jsconfig.json"];

/**
 * The application that a directory is only a part of: the way up to it (`../..`), or null if the directory is a root
 * itself, or nothing says otherwise. Looks no further than the top of the git repository.
 */
export function enclosingApplication(directory: string): string | null {
  if (!isInGit(directory)) return null;
  for (let at = directory; ; at = dirname(at)) {
    if (marks.some((mark) => existsSync(join(at, mark)))) return at === directory ? null : relative(directory, at);
    if (isGitTop(at)) return null;
  }
}

function isInGit(directory: string): boolean {
  if (isGitTop(directory)) return true;
  const parent = dirname(directory);
  return parent !== directory && isInGit(parent);
}

function isGitTop(directory: string): boolean {
  return existsSync(join(directory, ".git"));
}
