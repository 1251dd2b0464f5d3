import { compareBy } from "../../model/compare.ts";
import type { PlannedHandler } from "../../model/plan.ts";
import type { SeenDifference, VerifiedHandler } from "../../model/verification.ts";
import { describeFault } from "../campaign/describe-fault.ts";
import { judgeHandlers, type HandlerJudgement, type RequestDifference } from "../campaign/judge.ts";
import type { BrokenRun, RequestResult } from "../campaign/request-result.ts";
import { renderDifference } from "../compare/render.ts";
import type { Evidence } from "./evidence-files.ts";

export interface JudgedInput {
  /** All handlers of the former version: their plans say what may differ, their effects what they may send. */
  readonly legacy: readonly PlannedHandler[];
  /** Those that were chosen, as they are now. */
  readonly chosen: readonly PlannedHandler[];
  readonly results: readonly RequestResult[];
  readonly base: string;
  readonly evidence: Evidence;
}

/** Judges the chosen handlers; sorted by id. */
export function verifiedHandlers({ legacy, chosen, results, base, evidence }: JudgedInput): readonly VerifiedHandler[] {
  const judgements = new Map(judgeHandlers(legacy, results).map((found) => [found.verification.id, found]));
  const verified = chosen.flatMap((handler) => {
    const judgement = judgements.get(handler.id);
    if (judgement === undefined) return [];
    return [{ ...verifiedHandler(judgement), base, files: evidence.get(handler.id) ?? {} }];
  });
  return verified.sort(compareBy(({ id }) => id));
}

function verifiedHandler(judgement: HandlerJudgement): Omit<VerifiedHandler, "base" | "files"> {
  const { verification, unexpected, expected, stale, broken } = judgement;
  return {
    ...verification,
    differences: unexpected.map(seenDifference),
    listed: Object.keys(expected).sort() as readonly (keyof typeof expected)[],
    stale: [...stale].sort(),
    broken: broken.map(brokenText),
  };
}

function seenDifference({ result, fault, difference }: RequestDifference): SeenDifference {
  const handlers = [...new Set([...result.handlers.legacy, ...result.handlers.migrated])];
  const words = fault === null ? null : describeFault(fault);
  return {
    request: result.request.name,
    fault: words,
    parts: difference.parts.map(({ part }) => part),
    text: renderDifference({ handlers, request: result.request.name, fault: words, difference }),
  };
}

function brokenText({ version, message }: BrokenRun): string {
  return `${version === "legacy" ? "The former version" : "The working tree"} could not be run: ${message}`;
}
