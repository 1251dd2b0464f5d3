import type { RepositoryPath } from "../model/text.ts";

/** A text file as it is on disk. */
export interface TextFile {
  /** Without the byte order mark. */
  readonly text: string;
  readonly hasByteOrderMark: boolean;
  /** SHA-256 of the file's bytes, hex. */
  readonly hash: string;
}

/** The repository as the analysis sees it: read only, synchronous, paths relative to the root. */
export interface Workspace {
  /** Files that match, sorted; symbolic links are not followed. */
  readonly list: (include: readonly string[], exclude: readonly string[]) => readonly RepositoryPath[];
  /** Null if there is no such file. */
  readonly read: (file: RepositoryPath) => TextFile | null;
  readonly isFile: (path: RepositoryPath) => boolean;
  readonly isDirectory: (path: RepositoryPath) => boolean;
}
