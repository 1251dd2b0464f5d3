import type { RepositoryPath, TextRange, TextStyle } from "./text.ts";

/** What the import planner needs to know about one file that will be edited. */
export interface FileFacts {
  readonly file: RepositoryPath;
  /** SHA-256 of the file's bytes, hex. */
  readonly hash: string;
  readonly style: TextStyle;
  readonly imports: readonly ImportFacts[];
  /** Where a new import goes when there is none to extend: after directives (`"use server"`) and leading comments. */
  readonly importInsertion: number;
  /** Names declared at the top level, imports included. */
  readonly topLevelNames: readonly string[];
}

/** One `import` declaration. */
export interface ImportFacts extends TextRange {
  readonly specifier: string;
  /** Repository file it resolves to, or null for a package. */
  readonly resolved: RepositoryPath | null;
  /** `import type ...` */
  readonly typeOnly: boolean;
  /** `import * as name` */
  readonly namespace: string | null;
  readonly defaultName: string | null;
  /** The braces of the named imports, `{` to `}`; null if there are none. */
  readonly braces: TextRange | null;
  readonly names: readonly ImportedName[];
}

export interface ImportedName extends TextRange {
  readonly imported: string;
  readonly local: string;
  readonly typeOnly: boolean;
  /** Uses of the local name in the file, the import itself excluded; re-exports count. */
  readonly uses: readonly TextRange[];
}
