import type { VerificationTotals } from "../../model/verification.ts";
import type { RequestCounts, RequestResult } from "../campaign/request-result.ts";

/** What a campaign did, in numbers. */
export function totalsOf(results: readonly RequestResult[], milliseconds: number): VerificationTotals {
  const sum = (count: (counts: RequestCounts) => number): number =>
    results.reduce((total, { counts }) => total + count(counts), 0);
  return {
    requests: results.length,
    statements: sum(({ statements }) => statements),
    faults: sum(({ faults }) => Object.values(faults).reduce((total, count) => total + count, 0)),
    runs: sum(({ runs }) => runs),
    seconds: Math.round(milliseconds / 100) / 10,
  };
}
