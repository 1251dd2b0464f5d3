import type { Selection } from "../plan/selection.ts";

export type Format = "text" | "json" | "md" | "diff";

/** Options of every command. Paths are relative to `cwd`, and `cwd` to the directory the process was started in. */
export interface GlobalOptions {
  readonly cwd: string | null;
  readonly config: string | null;
  readonly quiet: boolean;
  readonly color: boolean;
}

export interface FormatOptions extends GlobalOptions {
  /** Empty if none was asked for: the command's own default. */
  readonly formats: readonly Format[];
  /** Directory for the output of all formats; null: the one format goes to stdout. */
  readonly out: string | null;
}

export type AnalyzeOptions = FormatOptions;

/** Options of the commands that change files. */
export interface WriteOptions extends FormatOptions {
  readonly dryRun: boolean;
  /** With a dry run: changes that are pending count as findings. */
  readonly check: boolean;
  /** Write although the git tree is not clean. */
  readonly force: boolean;
}

export type InitOptions = WriteOptions;

export type RunOptions = WriteOptions & Selection;

export interface PlanOptions extends GlobalOptions, Selection {
  /** File for the plan; null: stdout. */
  readonly output: string | null;
}

export interface ApplyOptions extends WriteOptions {
  readonly planFile: string;
}

export interface CheckOptions extends FormatOptions {
  readonly baseline: string | null;
  readonly updateBaseline: boolean;
}

/** Where the database comes from, and what is in it. */
export interface DatabaseOptions {
  /** The application's own role; null with `embedded`. */
  readonly databaseUrl: string | null;
  /** A role that row-level security does not bind; null: the same as `databaseUrl`. */
  readonly adminUrl: string | null;
  /** Environment variable in which the application looks for its database. */
  readonly urlVariable: string;
  /** Use the database although its name or host look like production. */
  readonly disposable: boolean;
  /** Start a Postgres that npm has brought. */
  readonly embedded: boolean;
  readonly seed: string | null;
  readonly seedCommand: string | null;
}

export interface VerifyOptions extends FormatOptions, DatabaseOptions, Pick<Selection, "only" | "limit"> {
  /** File of requests; null: the default one. */
  readonly requests: string | null;
  /** Revision to compare with. */
  readonly base: string;
  /** Which steps are made to fail. */
  readonly faults: "all" | "statements" | "none";
}

export interface RecordOptions extends GlobalOptions {
  /** URL of the running application. */
  readonly target: string;
  /** Port to listen on; null: a free one. */
  readonly port: number | null;
  /** File for the recording; null: the default one. */
  readonly out: string | null;
  /** Write over a recording that is there. */
  readonly force: boolean;
}

export interface ExplainOptions extends FormatOptions {
  readonly id: string;
}
