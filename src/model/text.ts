/** A path relative to the repository root, with forward slashes. Absolute paths exist only in `src/io`. */
export type RepositoryPath = string;

/** Half-open range of UTF-16 code units in a file's text, counted after the byte order mark if there is one. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Replaces `[start, end)` of the text of `file` by `text`; `start === end` inserts. */
export interface Edit extends TextRange {
  readonly file: RepositoryPath;
  readonly text: string;
}

/** A place that a person can open: `line` counts from 1. */
export interface SourceLocation {
  readonly file: RepositoryPath;
  readonly line: number;
}

/** How a file writes what it writes, so that what we add looks the same. */
export interface TextStyle {
  readonly lineEnd: "\n" | "\r\n";
  /** One level of indentation, as the file has it: spaces or a tab. */
  readonly indent: string;
  readonly quote: '"' | "'";
  readonly semicolons: boolean;
}
