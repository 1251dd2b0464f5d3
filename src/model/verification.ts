import type { DiagnosticCode } from "../diagnostics/diagnostic.ts";
import type { RepositoryPath } from "./text.ts";

/**
 * What running a handler in both versions showed. `same`: no difference in any run. `as-listed`: it differs only in ways
 * that the plan lists as reasons. `different`: it differs otherwise. `not-exercised`: no request reached it.
 */
export type Verdict = "same" | "as-listed" | "different" | "not-exercised";

/** The verdict on one handler and what it rests on. */
export interface HandlerVerification {
  readonly id: string;
  readonly verdict: Verdict;
  /** Requests that reached it. */
  readonly requests: number;
  /** Failing steps that were tried in both versions. */
  readonly faults: { readonly statement: number; readonly external: number };
  /** Operations that it sent and that the analysis did not list: `order.update`. */
  readonly unlisted: readonly string[];
}

/** A verdict that is kept for later reports, with the code that it is about. */
export interface KeptVerdict extends HandlerVerification {
  /** The commit that the working tree was compared with. */
  readonly base: string;
  /** SHA-256 of each file that the handler's evidence names, as it was when it ran. */
  readonly files: Readonly<Record<RepositoryPath, string>>;
}

/** A kept verdict as a report shows it. */
export interface ReportedVerdict extends HandlerVerification {
  /** False if a file has changed since: then the verdict is not about the code of today. */
  readonly isCurrent: boolean;
}

/** What running a repository in both versions showed. */
export interface RepositoryVerification {
  /** The commit that the working tree was compared with. */
  readonly base: string;
  /** Sorted by id. */
  readonly handlers: readonly VerifiedHandler[];
  readonly totals: VerificationTotals;
}

export interface VerificationTotals {
  readonly requests: number;
  /** Statements of the requests in the legacy version, without BEGIN and the like. */
  readonly statements: number;
  /** Failing steps that were tried in both versions. */
  readonly faults: number;
  /** Times that a version was sent a request. */
  readonly runs: number;
  readonly seconds: number;
}

/** The verdict on a handler with all that a person needs to follow it. */
export interface VerifiedHandler extends KeptVerdict {
  /** What differs and is not listed. */
  readonly differences: readonly SeenDifference[];
  /** Codes of the reasons that explain differences. */
  readonly listed: readonly DiagnosticCode[];
  /** Codes of the reasons whose difference never showed. */
  readonly stale: readonly DiagnosticCode[];
  /** Runs that came to nothing, as sentences: the application could not be loaded, or its process died. */
  readonly broken: readonly string[];
}

export interface SeenDifference {
  /** The request's name. */
  readonly request: string;
  /** What failed, in words; null if nothing did. */
  readonly fault: string | null;
  /** What differs: `status`, `rows.Order`. */
  readonly parts: readonly string[];
  /** The difference as a diff for people. */
  readonly text: string;
}
