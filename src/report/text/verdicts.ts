import type { MigrationResult } from "../../model/plan.ts";
import type { ReportedVerdict } from "../../model/verification.ts";
import type { Paint } from "../paint.ts";
import { summariseVerdicts, verdictCounts } from "../verdicts.ts";
import { counted } from "../wording.ts";

const shownProblems = 5;

/** What `verify` showed when it last ran; nothing if it has not. */
export function verdictsSection(result: MigrationResult, paint: Paint): string[] {
  const summary = summariseVerdicts(result);
  if (summary === null) return [];
  const { counts, stale, problems } = summary;
  const more = problems.length - shownProblems;
  const words = verdictCounts(counts);
  return [
    `${paint.bold("Verified by running")}${words === "" ? "" : `  ${words}`}`,
    ...problems.slice(0, shownProblems).map((verdict) => problemLine(verdict, paint)),
    ...(more > 0 ? [paint.dim(`  and ${more} more`)] : []),
    ...(stale > 0 ? [paint.dim(`  ${counted(stale, "verdict")} on code that has changed since: verify again`)] : []),
  ];
}

function problemLine({ id, verdict, unlisted }: ReportedVerdict, paint: Paint): string {
  const missed = unlisted.length === 0 ? [] : [`the analysis missed ${[...unlisted].sort().join(", ")}`];
  const what = [...(verdict === "different" ? ["different"] : []), ...missed].join("; ");
  return `  ${id}  ${paint.red(what)}`;
}
