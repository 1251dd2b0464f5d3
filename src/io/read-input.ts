import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { UserError } from "../diagnostics/user-error.ts";
import { errorCode } from "./error-code.ts";

/**
 * The text of a file that the command line was given (a plan, a baseline), or null if there is none.
 *
 * @param path relative to `directory`, or absolute
 * @throws UserError if it is there and cannot be read
 */
export function readInput(directory: string, path: string): string | null {
  try {
    return readFileSync(resolve(directory, path), "utf8");
  } catch (error) {
    const code = errorCode(error);
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    if (code === null) throw error;
    if (code === "EISDIR") throw new UserError(`${path} is a directory.`, "Name a file.");
    throw new UserError(`${path} cannot be read (${code}).`, "Make it readable, or name another file.");
  }
}
