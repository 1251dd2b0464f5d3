import { constants, copyFileSync, lstatSync, mkdirSync, readdirSync, readlinkSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import type { RepositoryPath } from "../model/text.ts";

/** Two directories: files are copied from one to the other, and keep their path. */
export interface CopyRoute {
  readonly from: string;
  readonly to: string;
}

/**
 * Copies files, byte for byte; a symbolic link stays one. What is not there, is a directory, or is in the target
 * already is passed over.
 */
export function copyFiles({ from, to }: CopyRoute, files: readonly RepositoryPath[]): void {
  for (const file of files) copyFile(join(from, file), join(to, file));
}

function copyFile(source: string, target: string): void {
  const stat = lstatSync(source, { throwIfNoEntry: false });
  if (stat === undefined || !(stat.isFile() || stat.isSymbolicLink())) return;
  if (lstatSync(target, { throwIfNoEntry: false }) !== undefined) return;
  mkdirSync(dirname(target), { recursive: true });
  if (stat.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
  else copyFileSync(source, target, constants.COPYFILE_FICLONE);
}

export interface SizedFile {
  readonly path: RepositoryPath;
  readonly size: number;
}

/**
 * The files below a directory with their sizes, symbolic links included; directories that are refused are not entered.
 *
 * @param directory relative to `root`
 */
export function filesBelow(
  root: string,
  directory: RepositoryPath,
  enters: (directory: RepositoryPath) => boolean,
): readonly SizedFile[] {
  return readdirSync(join(root, directory), { withFileTypes: true }).flatMap((entry) => {
    const path = `${directory}/${entry.name}`;
    if (entry.isDirectory()) return enters(path) ? filesBelow(root, path, enters) : [];
    return entry.isFile() || entry.isSymbolicLink() ? sizedFile(root, path) : [];
  });
}

/** The file with its size; nothing if there is none. */
export function sizedFile(root: string, path: RepositoryPath): readonly SizedFile[] {
  const stat = lstatSync(join(root, path), { throwIfNoEntry: false });
  return stat === undefined ? [] : [{ path, size: stat.size }];
}
