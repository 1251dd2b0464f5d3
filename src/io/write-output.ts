import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { UserError } from "../diagnostics/user-error.ts";
import { errorCode } from "./error-code.ts";

/**
 * Writes a file that the command line was asked for (a report, a plan, a baseline) and makes its directories.
 *
 * @param path relative to `directory`, or absolute
 * @throws UserError if it cannot be written
 */
export function writeOutput(directory: string, path: string, text: string): void {
  const target = resolve(directory, path);
  try {
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  } catch (error) {
    const code = errorCode(error);
    if (code === null) throw error;
    throw new UserError(`${path} cannot be written (${code}).`, "Choose another place, or make it writable.");
  }
}
