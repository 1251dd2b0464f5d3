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

export interface ExplainOptions extends FormatOptions {
  readonly id: string;
}
