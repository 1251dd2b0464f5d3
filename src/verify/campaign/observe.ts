import type { Application } from "../model/application.ts";
import type { RowChanges, StateKeeper, StatementProxy, Traffic } from "../model/database.ts";
import type { ExternalFault, Fault, StatementFault } from "../model/fault.ts";
import type { Outcome } from "../model/outcome.ts";
import type { HandlerRequest } from "../model/request.ts";

/** One version of the application, and the proxy through which it speaks to the database. */
export interface Version {
  readonly application: Application;
  readonly proxy: StatementProxy;
}

/** The two versions, which take turns on one database. */
export interface Stage {
  readonly keeper: StateKeeper;
  readonly legacy: Version;
  readonly migrated: Version;
}

export type VersionName = "legacy" | "migrated";

/** One run of a request: a version, and the step that fails in it. */
export interface Run {
  readonly version: VersionName;
  readonly request: HandlerRequest;
  readonly fault: Fault | null;
}

/** Everything that a request led to. */
export interface Observation {
  readonly outcome: Outcome;
  readonly changes: RowChanges;
  readonly traffic: Traffic;
  /** True if nothing was to fail, or the step that was to fail came. */
  readonly faultReached: boolean;
}

/**
 * Sends a request to a version, from the starting state, with at most one failing step.
 *
 * @throws ApplicationError if the version cannot be run
 */
export async function observe(stage: Stage, { version, request, fault }: Run): Promise<Observation> {
  const { application, proxy } = stage[version];
  await stage.keeper.restore();
  proxy.begin(statementFaultOf(fault));
  const outcome = await application.send(request, externalFaultOf(fault)).catch(async (error: unknown) => {
    await proxy.end();
    throw error;
  });
  const traffic = await proxy.end();
  const changes = await stage.keeper.changes();
  return { outcome, changes, traffic, faultReached: wasReached(fault, outcome, traffic) };
}

function wasReached(fault: Fault | null, outcome: Outcome, traffic: Traffic): boolean {
  if (fault === null) return true;
  return fault.step === "statement"
    ? traffic.faultReached
    : outcome.calls.some(({ answered }) => answered === "failed");
}

function statementFaultOf(fault: Fault | null): StatementFault | null {
  return fault?.step === "statement" ? fault : null;
}

function externalFaultOf(fault: Fault | null): ExternalFault | null {
  return fault?.step === "external" ? fault : null;
}
