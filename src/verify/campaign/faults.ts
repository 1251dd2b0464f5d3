import type { SentStatement } from "../model/database.ts";
import type { ExternalFault, Fault, StatementFaultKind } from "../model/fault.ts";
import type { ExternalCallSeen } from "../model/outcome.ts";
import type { Observation } from "./observe.ts";
import { pairStatements, type StatementPair, type UnmatchedStatements } from "./pair-statements.ts";

/** What fails: a statement, an external call, or the COMMIT of a transaction that writes. */
export type FaultClass = "statement" | "external" | "commit";

/** A step that both versions have, and that can fail in both. */
export interface CampaignFault {
  readonly class: FaultClass;
  /** The step in each version: they differ for a COMMIT, which has no text that tells it from others. */
  readonly legacy: Fault;
  readonly migrated: Fault;
  /** Counted from 1, among the steps of its class in the legacy version. */
  readonly position: number;
  readonly total: number;
}

/** What can fail in a request, and what cannot be compared because only one version does it. */
export interface RequestFaults {
  readonly faults: readonly CampaignFault[];
  readonly unmatched: UnmatchedStatements;
}

export interface FaultChoice {
  readonly kinds: readonly StatementFaultKind[];
  /** Each statement fails in one of the kinds only: the next one fails in the next. */
  readonly inTurn?: boolean;
  readonly external: boolean;
  /** Only statements that came while a handler ran: what wrappers send is left out. */
  readonly handlersOnly?: boolean;
  /** Also lets the COMMIT of each writing transaction fail. */
  readonly frames: boolean;
}

type Statements = readonly SentStatement[];

/** Finds the steps of a request that can be made to fail, from a run of each version without a fault. */
export function faultsOf(legacy: Observation, migrated: Observation, choice: FaultChoice): RequestFaults {
  const { pairs, unmatched } = pairStatements(legacy.traffic.statements, migrated.traffic.statements);
  const chosen = choice.handlersOnly === true ? pairs.filter((pair) => isOfHandler(pair.legacy, legacy)) : pairs;
  return {
    faults: [
      ...statementFaults(chosen, choice),
      ...(choice.external ? externalFaults(legacy.outcome.calls, migrated.outcome.calls) : []),
      ...(choice.frames ? commitFaults(legacy.traffic.statements, migrated.traffic.statements, choice.kinds) : []),
    ],
    unmatched,
  };
}

/** True if a run sent a statement that changes rows. */
export function sendsWrites({ traffic }: Observation): boolean {
  return traffic.statements.some(isWrite);
}

function isOfHandler({ at }: SentStatement, { outcome: { handlers } }: Observation): boolean {
  return handlers.some(({ entered, left }) => entered <= at && (left === null || at <= left));
}

function statementFaults(pairs: readonly StatementPair[], { kinds, inTurn }: FaultChoice): readonly CampaignFault[] {
  if (inTurn !== true) return kinds.flatMap((kind) => pairs.map((pair) => statementFault(pair, kind)));
  return pairs.flatMap((pair, index) => {
    const kind = kinds[(index + pairs.length) % kinds.length];
    return kind === undefined ? [] : [statementFault(pair, kind)];
  });
}

function statementFault({ legacy, migrated, position, total }: StatementPair, kind: StatementFaultKind): CampaignFault {
  return { class: "statement", legacy: faultOf(legacy, kind), migrated: faultOf(migrated, kind), position, total };
}

function externalFaults(
  legacy: readonly ExternalCallSeen[],
  migrated: readonly ExternalCallSeen[],
): readonly CampaignFault[] {
  const before = externalSteps(legacy);
  const after = new Set(externalSteps(migrated).map((step) => JSON.stringify(step)));
  return before.flatMap((step, index) =>
    step !== null && after.has(JSON.stringify(step))
      ? [{ class: "external" as const, legacy: step, migrated: step, position: index + 1, total: before.length }]
      : [],
  );
}

/** The calls as steps; null for those that fail without a fault. */
function externalSteps(calls: readonly ExternalCallSeen[]): readonly (ExternalFault | null)[] {
  return calls.map(({ method, url, answered }, index) => {
    const earlier = calls.slice(0, index).filter((call) => call.method === method && call.url === url);
    return answered === "down" ? null : { step: "external", method, url, occurrence: earlier.length };
  });
}

/** COMMITs are matched by their transaction: the n-th of those that write. */
function commitFaults(
  legacy: Statements,
  migrated: Statements,
  kinds: readonly StatementFaultKind[],
): readonly CampaignFault[] {
  const before = writingCommits(legacy);
  const after = writingCommits(migrated);
  // A statement timeout does not end a COMMIT; a deferred constraint and a lost connection do.
  return kinds
    .filter((kind) => kind !== "timeout")
    .flatMap((kind) =>
      before.flatMap((commit, index) => {
        const other = after[index];
        return other === undefined
          ? []
          : [
              {
                class: "commit" as const,
                legacy: faultOf(commit, kind),
                migrated: faultOf(other, kind),
                position: index + 1,
                total: before.length,
              },
            ];
      }),
    );
}

function faultOf({ text, occurrence }: SentStatement, kind: StatementFaultKind): Fault {
  return { step: "statement", text, occurrence, kind };
}

function writingCommits(statements: Statements): Statements {
  const writing = new Set<number>();
  return statements.filter((statement) => {
    if (isWrite(statement) && statement.inTransaction) writing.add(statement.connection);
    return /^\s*COMMIT\b/i.test(statement.text) && writing.delete(statement.connection);
  });
}

function isWrite({ text }: SentStatement): boolean {
  return /^\s*(INSERT|UPDATE|DELETE|MERGE)\b|^\s*WITH\b[^]*\b(INSERT|UPDATE|DELETE|MERGE)\b/i.test(text);
}
