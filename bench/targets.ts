import type { Agreement } from "./agreement.ts";
import type { Result } from "./compare.ts";
import { deviationFromLine } from "./linearity.ts";
import type { SizedResult } from "./linearity.ts";

/** One promise of DESIGN.md 10, and whether this run keeps it. */
export interface Target {
  readonly title: string;
  /** The limit as text: `at most 2.0x`. */
  readonly limit: string;
  readonly measured: string;
  readonly verdict: "PASS" | "FAIL" | "not measured";
}

/** Longest time that the analysis may take, in floors. */
const mostFloors = 2;
/** How many times faster the analysis has to be than a type check or a rename. */
const leastSpeedUp = 10;
/** What noise may add to a straight line. */
const mostDeviation = 1.25;

export interface TargetInput {
  readonly results: readonly Result[];
  readonly sizes: readonly SizedResult[];
  readonly agreement: Agreement | null;
}

/** Judges a run. What was not measured is neither passed nor failed. */
export function judge({ results, sizes, agreement }: TargetInput): readonly Target[] {
  const analysis = results.find((result) => result.key === "analyze");
  const floor = results.find((result) => result.key === "floor");
  const others = results.filter((result) => result.key.startsWith("tsc-") || result.key === "jscodeshift");
  return [
    atMost("analyze against the floor", mostFloors, analysis && floor ? analysis.seconds / floor.seconds : null),
    ...others.map((other) =>
      atLeast(`analyze against ${other.title}`, leastSpeedUp, analysis ? other.seconds / analysis.seconds : null),
    ),
    atMost("2N handlers against a line through N/4, N/2, N", mostDeviation, deviationFromLine(sizes)),
    rightAnswers(agreement),
  ];
}

function atMost(title: string, limit: number, ratio: number | null): Target {
  return { title, limit: `at most ${limit.toFixed(2)}x`, ...verdictOf(ratio, (value) => value <= limit) };
}

function atLeast(title: string, limit: number, ratio: number | null): Target {
  return { title, limit: `at least ${limit}x faster`, ...verdictOf(ratio, (value) => value >= limit) };
}

function verdictOf(ratio: number | null, passes: (ratio: number) => boolean): Pick<Target, "measured" | "verdict"> {
  if (ratio === null) return { measured: "–", verdict: "not measured" };
  return { measured: `${ratio.toFixed(2)}x`, verdict: passes(ratio) ? "PASS" : "FAIL" };
}

function rightAnswers(agreement: Agreement | null): Target {
  const common = { title: "handlers classified as they were generated", limit: "all" };
  if (agreement === null) return { ...common, measured: "–", verdict: "not measured" };
  const measured = `${agreement.sameClass} of ${agreement.handlers}`;
  return { ...common, measured, verdict: agreement.sameClass === agreement.handlers ? "PASS" : "FAIL" };
}
