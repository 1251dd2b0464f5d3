import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { UserError } from "../diagnostics/user-error.ts";
import { errorCode } from "./error-code.ts";

/**
 * Writes a file that holds secrets: its owner alone can read it (mode 0600), and it is either there as a whole or not.
 *
 * @param path relative to `directory`, or absolute
 * @throws UserError if it cannot be written
 */
export function writePrivateFile(directory: string, path: string, text: string): void {
  const target = resolve(directory, path);
  const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString("hex")}.tmp`);
  try {
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(temporary, text, { flag: "wx", mode: 0o600 });
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    const code = errorCode(error);
    if (code === null) throw error;
    throw new UserError(`${path} cannot be written (${code}).`, "Choose another place, or make it writable.");
  }
}

/**
 * Says no before any work is done to a file that would be replaced.
 *
 * @throws UserError if there is one
 */
export function refuseToReplace(directory: string, path: string): void {
  if (existsSync(resolve(directory, path))) {
    throw new UserError(`${path} is there already.`, "Name another file with --out FILE, or replace it with --force.");
  }
}
