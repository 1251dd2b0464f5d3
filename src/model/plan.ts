import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Classification, HandlerFacts } from "./handler.ts";
import type { Effect, ExternalCall } from "./effect.ts";
import type { ReportedVerdict } from "./verification.ts";
import type { Edit, RepositoryPath } from "./text.ts";

export type Tier = "done" | "auto" | "review" | "manual" | "error";
export type Risk = "low" | "medium" | "high";
/** 2: handlers without writes, 3: handlers with writes (the proposal's phases). */
export type Phase = 2 | 3;

/** Lines of the source file before migration, first and last, counted from 1. */
export interface RegionLines {
  readonly startLine: number;
  readonly endLine: number;
}

export type ExternalPosition = "before" | "inside" | "after" | "no-region";

export interface PlannedExternalCall extends ExternalCall {
  readonly position: ExternalPosition;
}

/** What happens to one handler, and why. */
export interface PlannedHandler {
  readonly id: string;
  readonly file: RepositoryPath;
  readonly line: number;
  readonly method: string | null;
  readonly route: string | null;
  readonly wrapper: string;
  readonly handlerArgument: HandlerFacts["handlerArgument"];
  readonly state: HandlerFacts["state"];
  readonly classification: Classification;
  readonly effects: readonly Effect[];
  readonly externalCalls: readonly PlannedExternalCall[];
  readonly tier: Tier;
  readonly phase: Phase;
  readonly risk: Risk;
  /** Why the risk is what it is, as short phrases: `2 writes`, `loop`, `external call near writes`. */
  readonly riskFactors: readonly string[];
  readonly regions: readonly RegionLines[];
  /** Sorted: the one that decides the tier first. */
  readonly reasons: readonly Diagnostic[];
  /** Edits of this handler alone, imports excepted; empty for `done`, `manual` and `error`. */
  readonly edits: readonly Edit[];
  /** Names that its file must import for it. */
  readonly needs: ImportNeeds;
}

interface ImportNeeds {
  /** The wrapper call that is renamed; null if nothing is. */
  readonly renamesCall: boolean;
  readonly tenantTransaction: boolean;
  /** File that gets the tenant transaction's import: the one of the handler function. */
  readonly bodyFile: RepositoryPath | null;
}

/** The edits of one file, with the hash of the text they belong to. */
export interface PlannedFile {
  readonly file: RepositoryPath;
  /** SHA-256 of the file's bytes when the plan was made; null for a file that the plan creates. */
  readonly hash: string | null;
  /** Ids of the handlers whose edits these are. */
  readonly handlers: readonly string[];
  readonly edits: readonly Edit[];
  /** Text of a file that the plan creates. */
  readonly create?: string;
}

/** A serialisable preview of everything that `apply` will do. */
export interface Plan {
  readonly version: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly kind: "handlers" | "scaffold";
  readonly files: readonly PlannedFile[];
}

/** Result of analysis and planning for a whole repository. */
export interface MigrationResult {
  readonly handlers: readonly PlannedHandler[];
  /** Findings that are not about one handler. */
  readonly diagnostics: readonly Diagnostic[];
  /** What `verify` has shown; absent where it was not asked for. */
  readonly verdicts?: readonly ReportedVerdict[];
}
