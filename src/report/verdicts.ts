import { compareBy } from "../model/compare.ts";
import type { MigrationResult } from "../model/plan.ts";
import type { HandlerVerification, KeptVerdict, ReportedVerdict, Verdict } from "../model/verification.ts";
import type { RepositoryPath } from "../model/text.ts";

/** Kept verdicts as a report shows them: one whose code has moved since is no longer current. */
export function reportedVerdicts(
  kept: readonly KeptVerdict[],
  hashOf: (file: RepositoryPath) => string | null,
): readonly ReportedVerdict[] {
  return kept.map(({ id, verdict, requests, faults, unlisted, files }) => {
    const isCurrent = Object.entries(files).every(([file, hash]) => hashOf(file) === hash);
    return { id, verdict, requests, faults, unlisted, isCurrent };
  });
}

/** The verdicts of a report in numbers, and those that a person must look at. */
export interface VerdictSummary {
  /** Of the verdicts that are current. */
  readonly counts: Readonly<Record<Verdict, number>>;
  /** Verdicts on code that has changed since. */
  readonly stale: number;
  /** Current ones that are `different`, or have operations that the analysis did not list; sorted by id. */
  readonly problems: readonly ReportedVerdict[];
}

/** Null if `verify` has not said anything about the handlers that there are. */
export function summariseVerdicts({ handlers, verdicts = [] }: MigrationResult): VerdictSummary | null {
  const ids = new Set(handlers.map(({ id }) => id));
  const known = verdicts.filter(({ id }) => ids.has(id)).sort(compareBy(({ id }) => id));
  if (known.length === 0) return null;
  const current = known.filter(({ isCurrent }) => isCurrent);
  return {
    counts: countVerdicts(current),
    stale: known.length - current.length,
    problems: current.filter(needsLook),
  };
}

export function countVerdicts(verdicts: readonly HandlerVerification[]): Readonly<Record<Verdict, number>> {
  const counts: Record<Verdict, number> = { same: 0, "as-listed": 0, different: 0, "not-exercised": 0 };
  for (const { verdict } of verdicts) counts[verdict] += 1;
  return counts;
}

/** True for what makes `verify` fail: a difference, or an operation that the analysis did not list. */
export function needsLook({ verdict, unlisted }: HandlerVerification): boolean {
  return verdict === "different" || unlisted.length > 0;
}

/** `12 the same, 3 as listed, 1 different, 4 not exercised`; what there is none of is left out. */
export function verdictCounts(counts: Readonly<Record<Verdict, number>>): string {
  const shown = (Object.keys(verdictWords) as readonly Verdict[]).filter((verdict) => counts[verdict] > 0);
  return shown.map((verdict) => `${counts[verdict]} ${verdictWords[verdict]}`).join(", ");
}

/** The words of each verdict, in the order in which they are listed. */
export const verdictWords: Readonly<Record<Verdict, string>> = {
  same: "the same",
  "as-listed": "as listed",
  different: "different",
  "not-exercised": "not exercised",
};
