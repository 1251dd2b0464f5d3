import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../diagnostics/user-error.ts";
import type { RepositoryPath } from "../model/text.ts";
import { writeTarget } from "./write-target.ts";

/** The directory in which this program keeps what it needs between runs. */
export const ownDirectory: RepositoryPath = ".migrate-sessions";

/**
 * Sees to it that a file of the own directory is inside the root.
 *
 * @throws UserError if it is not
 */
export function requireInside(root: string, file: RepositoryPath): void {
  if (writeTarget(root, file).kind !== "outside") return;
  throw new UserError(
    `${ownDirectory} is a symbolic link that leads out of the repository.`,
    "Remove it and run again.",
  );
}

/** Makes the directory, and keeps it out of git. */
export function prepareOwnDirectory(root: string): void {
  const ignoreFile = join(root, ownDirectory, ".gitignore");
  if (existsSync(ignoreFile)) return;
  mkdirSync(join(root, ownDirectory), { recursive: true });
  writeFileSync(ignoreFile, "*\n");
}
