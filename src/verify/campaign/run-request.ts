import { heldCalls } from "../compare/held-calls.ts";
import type { StatementFaultKind } from "../model/fault.ts";
import type { ResponseSeen } from "../model/outcome.ts";
import type { HandlerRequest } from "../model/request.ts";
import { type CampaignFault, faultsOf, type RequestFaults, sendsWrites } from "./faults.ts";
import type { Observation, Stage } from "./observe.ts";
import { BrokenRunError, type Pair, PairRunner } from "./pair-runner.ts";
import type { BrokenRun, FaultTally, FoundDifference, RequestResult } from "./request-result.ts";

/** Which steps are made to fail. */
export interface CampaignOptions {
  /** How the statements of requests that write fail. */
  readonly writers: readonly StatementFaultKind[];
  /** How the statements of requests that only read fail; none for `[]`. */
  readonly readers: readonly StatementFaultKind[];
  /** Statements of these requests fail in one of their kinds each, in turn; all fail in every kind if absent. */
  readonly inTurn?: "readers" | "all";
  /** Lets external calls fail. */
  readonly external: boolean;
  /** Leaves out what the session wrappers send: it is the same for all handlers of a wrapper. */
  readonly handlersOnly?: boolean;
  /** Lets the COMMIT of writing transactions fail as well. */
  readonly frames: boolean;
  /** Ends a request at its first difference. */
  readonly stopAtFirst: boolean;
}

/** What is found as a request is run. */
interface Findings {
  baseline: Pair | null;
  unmatched: RequestFaults["unmatched"];
  broken: BrokenRun | null;
  notReached: number;
  readonly differences: FoundDifference[];
  readonly faults: Record<FaultTally, number>;
}

/**
 * Runs a request in both versions: without a fault, then with each of its steps failing in turn, and compares them each
 * time. A version that cannot be run ends the request; the result says so.
 */
export async function runRequest(
  stage: Stage,
  request: HandlerRequest,
  options: CampaignOptions,
): Promise<RequestResult> {
  const runner = new PairRunner(stage, request);
  const findings: Findings = {
    baseline: null,
    unmatched: { legacy: [], migrated: [] },
    broken: null,
    notReached: 0,
    differences: [],
    faults: { constraint: 0, connection: 0, timeout: 0, external: 0, commit: 0 },
  };
  try {
    await runAll(runner, findings, options);
  } catch (error) {
    if (!(error instanceof BrokenRunError)) throw error;
    findings.broken = error.run;
  }
  return resultOf(request, runner, findings);
}

async function runAll(runner: PairRunner, findings: Findings, options: CampaignOptions): Promise<void> {
  const baseline = await runner.baseline();
  findings.baseline = baseline;
  await compare(runner, findings, { pair: baseline, fault: null });
  const held = heldCalls(baseline.legacy.observation.outcome, baseline.migrated.observation.outcome);
  if (held !== null) findings.differences.push({ fault: null, externalFailed: false, difference: held });

  const legacy = baseline.legacy.observation;
  const migrated = baseline.migrated.observation;
  const writes = isWriter(legacy) || isWriter(migrated);
  const kinds = writes ? options.writers : options.readers;
  const inTurn = options.inTurn === "all" || (options.inTurn === "readers" && !writes);
  const { faults, unmatched } = faultsOf(legacy, migrated, { ...options, kinds, inTurn });
  findings.unmatched = unmatched;
  for (const fault of faults) {
    if (options.stopAtFirst && findings.differences.length > 0) return;
    await runFault(runner, findings, fault);
  }
}

async function runFault(runner: PairRunner, findings: Findings, fault: CampaignFault): Promise<void> {
  const pair = await runner.withFault(fault);
  if (!pair.legacy.observation.faultReached || !pair.migrated.observation.faultReached) {
    findings.notReached += 1;
    return;
  }
  findings.faults[tallyOf(fault)] += 1;
  await compare(runner, findings, { pair, fault });
}

async function compare(
  runner: PairRunner,
  findings: Findings,
  { pair, fault }: { pair: Pair; fault: CampaignFault | null },
): Promise<void> {
  const difference = await runner.compare(pair, fault);
  if (difference === null) return;
  const externalFailed = [pair.legacy, pair.migrated].some(({ observation }) => hasFailedCall(observation));
  findings.differences.push({ fault, externalFailed, difference });
}

function hasFailedCall({ outcome }: Observation): boolean {
  return outcome.calls.some(({ answered }) => answered === "down" || answered === "failed" || Number(answered) >= 400);
}

function isWriter(observation: Observation): boolean {
  return sendsWrites(observation) || Object.keys(observation.changes).length > 0;
}

function tallyOf({ class: what, legacy }: CampaignFault): FaultTally {
  return what === "statement" && legacy.step === "statement" ? legacy.kind : what === "commit" ? "commit" : "external";
}

function resultOf(request: HandlerRequest, runner: PairRunner, findings: Findings): RequestResult {
  const legacy = findings.baseline?.legacy.observation;
  const migrated = findings.baseline?.migrated.observation;
  const { runs, reordered } = runner.counts;
  return {
    request,
    handlers: { legacy: handlersIn(legacy), migrated: handlersIn(migrated) },
    answer: legacy === undefined ? null : answerOf(legacy.outcome.response),
    writes: [legacy, migrated].some((seen) => seen !== undefined && isWriter(seen)),
    differences: findings.differences,
    unstable: runner.unstable,
    unmatched: findings.unmatched,
    counts: {
      statements: legacy?.traffic.statements.filter(({ isFrame }) => !isFrame).length ?? 0,
      faults: findings.faults,
      notReached: findings.notReached,
      reordered,
      runs,
    },
    operations: runner.operations,
    broken: findings.broken,
  };
}

/** Prisma's errors have their name in the first line and the reason in the last. */
function answerOf(response: ResponseSeen): string {
  if (response.kind === "answered") return `status ${response.status}`;
  const lines = response.error.split("\n").flatMap((line) => line.trim() || []);
  return [...new Set([lines[0] ?? "an error", lines.at(-1) ?? ""])].join(" ").trim();
}

function handlersIn(observation: Observation | undefined): readonly string[] {
  return [...new Set(observation?.outcome.handlers.map(({ id }) => id))];
}
