import type { Difference } from "../compare/compare.ts";
import type { StatementFaultKind } from "../model/fault.ts";
import type { HandlerRequest } from "../model/request.ts";
import type { CampaignFault, RequestFaults } from "./faults.ts";
import type { VersionName } from "./observe.ts";
import type { HandlerOperations } from "./operation-log.ts";

/** What running one request in both versions showed, without and with failing steps. */
export interface RequestResult {
  readonly request: HandlerRequest;
  /** Ids of the handlers that were entered. */
  readonly handlers: Readonly<Record<VersionName, readonly string[]>>;
  /** What the former version answered, in words; null if it could not be run. */
  readonly answer: string | null;
  /** True if it sends a statement that changes rows. */
  readonly writes: boolean;
  readonly differences: readonly FoundDifference[];
  /** Paths at which two runs of the legacy version differ; they are left out of the comparison. */
  readonly unstable: readonly string[];
  /** Statements that only one version sends: they are not made to fail. */
  readonly unmatched: RequestFaults["unmatched"];
  readonly counts: RequestCounts;
  /** What each handler sent in the legacy version, by its id. */
  readonly operations: Readonly<Record<string, HandlerOperations>>;
  /** Set if a version could not be run; what has been found until then is there. */
  readonly broken: BrokenRun | null;
}

export interface FoundDifference {
  readonly fault: CampaignFault | null;
  /** True if an external call failed in a run that is compared, by the fault or as the request says. */
  readonly externalFailed: boolean;
  readonly difference: Difference;
}

export interface RequestCounts {
  /** Statements of the legacy version that are steps. */
  readonly statements: number;
  /** Faults that were reached in both versions. */
  readonly faults: Readonly<Record<FaultTally, number>>;
  /** Faults that a version did not reach: nothing was compared. */
  readonly notReached: number;
  /** Comparisons in which the external calls left in another order. */
  readonly reordered: number;
  /** Times that a version was sent the request. */
  readonly runs: number;
}

export type FaultTally = StatementFaultKind | "external" | "commit";

export interface BrokenRun {
  readonly version: VersionName;
  readonly fault: CampaignFault | null;
  readonly message: string;
}
