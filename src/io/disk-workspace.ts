import { readFileSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../diagnostics/user-error.ts";
import type { RepositoryPath } from "../model/text.ts";
import { errorCode } from "./error-code.ts";
import { listFiles } from "./list-files.ts";
import { hashOf, textFile } from "./text-file.ts";
import type { TextFile, Workspace } from "./workspace.ts";

/**
 * The repository on disk. Nothing is cached: a file is as it is when it is read.
 *
 * @param root an existing directory, absolute or relative to the working directory of the process
 * @throws UserError if the root is not a directory; `read` if a file is there and cannot be read
 */
export function diskWorkspace(root: string): Workspace {
  const realRoot = resolveRoot(root);
  const stat = (path: RepositoryPath): ReturnType<typeof statSync> | undefined =>
    statSync(join(realRoot, path), { throwIfNoEntry: false });
  return {
    list: (include, exclude) => listFiles({ root: realRoot, include, exclude }),
    read: (file) => readTextFile(realRoot, file),
    isFile: (path) => stat(path)?.isFile() ?? false,
    isDirectory: (path) => stat(path)?.isDirectory() ?? false,
  };
}

/** The root's real path, so that a root given through a symbolic link is no link out of itself. */
export function resolveRoot(root: string): string {
  if (statSync(root, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new UserError(`There is no directory ${root}.`, "Give the root of the application with --cwd DIR.");
  }
  return realpathSync(root);
}

function readTextFile(root: string, file: RepositoryPath): TextFile | null {
  try {
    const path = join(root, file);
    const raw = readFileSync(path, "utf8");
    // A replacement character may come from bytes that are not UTF-8: then the text does not give the bytes back.
    return raw.includes("\uFFFD") ? textFile(raw, hashOf(readFileSync(path))) : textFile(raw);
  } catch (error) {
    const code = errorCode(error);
    if (code === "ENOENT" || code === "EISDIR" || code === "ENOTDIR") return null;
    if (code === null) throw error;
    throw new UserError(`${file} cannot be read (${code}).`, "Make it readable, or exclude it in the configuration.");
  }
}
