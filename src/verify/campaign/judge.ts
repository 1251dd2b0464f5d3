import type { DiagnosticCode } from "../../diagnostics/diagnostic.ts";
import type { PlannedHandler } from "../../model/plan.ts";
import type { HandlerVerification, Verdict } from "../../model/verification.ts";
import { heldPart } from "../compare/held-calls.ts";
import type { FaultClass } from "./faults.ts";
import { type Prediction, predictionOf } from "./predictions.ts";
import type { BrokenRun, FoundDifference, RequestResult } from "./request-result.ts";
import { reconcile, type Reconciliation } from "./reconcile.ts";

export type JudgedHandler = Pick<PlannedHandler, "id" | "tier" | "reasons" | "effects">;

/** The verdict on a handler and all that a person needs to follow it. */
export interface HandlerJudgement {
  readonly verification: HandlerVerification;
  /** Differences that no reason of the handler explains: errors, of the rewrite or of the plan. */
  readonly unexpected: readonly RequestDifference[];
  /** Number of differences that each reason explains. */
  readonly expected: Readonly<Partial<Record<DiagnosticCode, number>>>;
  /** Reasons whose deviation never showed, although the runs that would show it were made. */
  readonly stale: readonly DiagnosticCode[];
  /** Differences when COMMIT fails. They do not count for the verdict: contract E names statements. */
  readonly atCommit: readonly RequestDifference[];
  readonly broken: readonly BrokenRun[];
  /** Operations that the analysis did not list, with what may explain them. */
  readonly reconciliation: Reconciliation;
}

export interface RequestDifference extends FoundDifference {
  readonly result: RequestResult;
}

/**
 * Judges handlers by the requests that reached them. A request that was turned away by the wrapper, before any handler,
 * counts for the handlers of its target; one that reached several handlers may differ as the reasons of any of them say.
 */
export function judgeHandlers(
  handlers: readonly JudgedHandler[],
  results: readonly RequestResult[],
): readonly HandlerJudgement[] {
  const reasonsById = new Map(
    handlers.filter(isRewritten).map(({ id, reasons }) => [id, reasons.map(({ code }) => code)]),
  );
  return handlers.map((handler) => {
    const own = results.filter((result) => concerns(result, handler.id));
    const codesOf = (result: RequestResult): readonly DiagnosticCode[] => [
      ...new Set([handler.id, ...reachedBy(result)].flatMap((id) => reasonsById.get(id) ?? [])),
    ];
    return judge(handler, own, codesOf);
  });
}

/** Differences of requests that reached no handler and were not meant for one: nobody's verdict shows them. */
export function differencesOfNoHandler(
  handlers: readonly JudgedHandler[],
  results: readonly RequestResult[],
): readonly RequestDifference[] {
  return results
    .filter((result) => !handlers.some(({ id }) => concerns(result, id)))
    .flatMap((result) => result.differences.map((difference) => ({ ...difference, result })));
}

function judge(
  handler: JudgedHandler,
  results: readonly RequestResult[],
  codesOf: (result: RequestResult) => readonly DiagnosticCode[],
): HandlerJudgement {
  const all = results.flatMap((result) => result.differences.map((difference) => ({ ...difference, result })));
  const atCommit = all.filter(({ fault }) => fault?.class === "commit");
  const explained = all
    .filter(({ fault }) => fault?.class !== "commit")
    .map((found) => ({ found, codes: codesOf(found.result).filter((code) => explains(code, found)) }));
  const differing = explained.filter(({ found, codes }) => codes.length === 0 || !isHeld(found));
  const unexpected = explained.filter(({ codes }) => codes.length === 0).map(({ found }) => found);
  const broken = results.flatMap((result) => result.broken ?? []);
  const reconciliation = reconcile(
    results.flatMap((result) => result.operations[handler.id] ?? []),
    handler.effects,
  );
  const reached = results.filter((result) => reachedBy(result).includes(handler.id));
  return {
    verification: {
      id: handler.id,
      verdict: verdictOf({
        reached: reached.length,
        unexpected: unexpected.length,
        differing: differing.length,
        broken,
      }),
      requests: reached.length,
      faults: { statement: faultsTried(reached, "statement"), external: faultsTried(reached, "external") },
      unlisted: reconciliation.unlisted,
    },
    unexpected,
    expected: countCodes(explained.flatMap(({ codes }) => codes)),
    stale: staleCodes(handler, reached, new Set(explained.flatMap(({ codes }) => codes))),
    atCommit,
    broken,
    reconciliation,
  };
}

function verdictOf(seen: {
  readonly reached: number;
  readonly unexpected: number;
  readonly differing: number;
  readonly broken: readonly BrokenRun[];
}): Verdict {
  // Where the legacy version cannot be run there is nothing to compare with; where only the new one cannot, it differs.
  if (seen.unexpected > 0 || seen.broken.some(({ version }) => version === "migrated")) return "different";
  if (seen.reached === 0) return "not-exercised";
  return seen.differing > 0 ? "as-listed" : "same";
}

function explains(code: DiagnosticCode, found: FoundDifference): boolean {
  const prediction = predictionOf(code);
  if (isHeld(found) || prediction === "held") return isHeld(found) && prediction === "held";
  switch (prediction) {
    case "none":
      return false;
    case "any":
      return true;
    case "external":
      return found.externalFailed;
    case "lost-connection":
      return followsLostConnection(found);
    default:
      return prediction === found.fault?.class;
  }
}

/** Both versions do the same, but the migrated one holds a connection while a service answers. */
function isHeld({ difference }: FoundDifference): boolean {
  return difference.parts.every(({ part }) => part === heldPart);
}

/** Everything but rows: which COMMIT fails decides what is answered and what is still called. */
const partsAfterCommit: ReadonlySet<string> = new Set(["thrown", "status", "headers", "body", "calls", "laterErrors"]);

function followsLostConnection({ fault, difference }: FoundDifference): boolean {
  const isLost = fault?.legacy.step === "statement" && fault.legacy.kind === "connection";
  return isLost && difference.parts.every(({ part }) => partsAfterCommit.has(part));
}

function staleCodes(
  handler: JudgedHandler,
  reached: readonly RequestResult[],
  shown: ReadonlySet<DiagnosticCode>,
): readonly DiagnosticCode[] {
  if (!isRewritten(handler)) return [];
  const codes = [...new Set(handler.reasons.map(({ code }) => code))];
  return codes.filter((code) => !shown.has(code) && wouldHaveShown(predictionOf(code), reached));
}

/** Other handlers are the same in both versions: none of their reasons explains a difference. */
function isRewritten({ tier }: JudgedHandler): boolean {
  return tier === "auto" || tier === "review";
}

function wouldHaveShown(prediction: Prediction, reached: readonly RequestResult[]): boolean {
  if (prediction === "none" || prediction === "held" || prediction === "lost-connection") return false;
  return prediction === "any" ? reached.length > 0 : faultsTried(reached, prediction) > 0;
}

function faultsTried(results: readonly RequestResult[], what: FaultClass): number {
  const sums = results.map(({ counts: { faults } }) =>
    what === "statement" ? faults.constraint + faults.connection + faults.timeout : faults[what],
  );
  return sums.reduce((sum, count) => sum + count, 0);
}

function countCodes(codes: readonly DiagnosticCode[]): Readonly<Partial<Record<DiagnosticCode, number>>> {
  const counts: Partial<Record<DiagnosticCode, number>> = {};
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

function concerns(result: RequestResult, id: string): boolean {
  const reached = reachedBy(result);
  if (reached.includes(id)) return true;
  const { file, exported } = result.request.target;
  return reached.length === 0 && id.replace(/:\d+$/, "") === `${file}#${exported}`;
}

function reachedBy({ handlers }: RequestResult): readonly string[] {
  return [...new Set([...handlers.legacy, ...handlers.migrated])];
}
