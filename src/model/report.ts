import type { DiagnosticCode, Severity } from "../diagnostics/diagnostic.ts";
import type { Effect, ExternalCall } from "./effect.ts";
import type { Classification, HandlerFacts } from "./handler.ts";
import type { ExternalPosition, Phase, PlannedHandler, RegionLines, Risk, Tier } from "./plan.ts";
import type { RepositoryPath } from "./text.ts";
import type { HandlerVerification } from "./verification.ts";

/**
 * The JSON report, version 1: a stable contract (DESIGN.md 9, docs/report.schema.json). Fields may be added; none is
 * renamed, removed or given another meaning without a new version.
 */
export interface JsonReport {
  readonly version: 1;
  readonly tool: ToolInfo;
  readonly root: ".";
  readonly summary: ReportSummary;
  /** Sorted by id. */
  readonly handlers: readonly ReportHandler[];
  /** Findings that are not about one handler, sorted by place. */
  readonly diagnostics: readonly ReportDiagnostic[];
}

export interface ToolInfo {
  readonly name: string;
  readonly version: string;
}

/** Counts of handlers; each of the records adds up to `handlers`. */
export interface ReportSummary {
  readonly handlers: number;
  /** Files that hold at least one handler. */
  readonly files: number;
  readonly state: Readonly<Record<HandlerFacts["state"], number>>;
  readonly classification: Readonly<Record<Classification, number>>;
  readonly tier: Readonly<Record<Tier, number>>;
  readonly phase: Readonly<Record<Phase, number>>;
  readonly risk: Readonly<Record<Risk, number>>;
  /** One entry a wrapper family, sorted by name. */
  readonly families: readonly FamilySummary[];
  /** Handlers that hold a connection while an external call runs. */
  readonly heldDuringExternalCalls: { readonly today: number; readonly afterMigration: number };
}

export interface FamilySummary {
  readonly wrapper: string;
  readonly handlers: number;
  readonly migrated: number;
}

type SharedWithPlan = Pick<
  PlannedHandler,
  | "id"
  | "file"
  | "line"
  | "method"
  | "route"
  | "wrapper"
  | "state"
  | "classification"
  | "tier"
  | "phase"
  | "risk"
  | "riskFactors"
>;

export interface ReportHandler extends SharedWithPlan {
  readonly effects: readonly ReportEffect[];
  readonly externalCalls: readonly ReportExternalCall[];
  readonly regions: readonly RegionLines[];
  /** The reason that decides the tier first. */
  readonly reasons: readonly ReportDiagnostic[];
  /** What `verify` showed when it last ran; null if it has not run this handler. */
  readonly verification: ReportVerification | null;
}

export interface ReportVerification extends Pick<HandlerVerification, "verdict" | "requests" | "faults" | "unlisted"> {
  /** False if code that the verdict rests on has changed since. */
  readonly current: boolean;
}

export type ReportEffect = Pick<Effect, "kind" | "model" | "operation" | "file" | "line" | "client" | "path">;

export interface ReportExternalCall extends Pick<ExternalCall, "what" | "file" | "line"> {
  readonly position: ExternalPosition;
}

export interface ReportDiagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly file: RepositoryPath;
  readonly line: number;
  readonly message: string;
}
