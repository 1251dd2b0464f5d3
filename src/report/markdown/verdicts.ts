import type { MigrationResult } from "../../model/plan.ts";
import type { ReportedVerdict } from "../../model/verification.ts";
import { summariseVerdicts, verdictCounts, verdictWords } from "../verdicts.ts";
import { counted } from "../wording.ts";
import { code, prose } from "./escape.ts";
import { table } from "./table.ts";

/** What `verify` showed when it last ran; nothing if it has not. */
export function verdictsSection(result: MigrationResult): readonly string[] {
  const summary = summariseVerdicts(result);
  if (summary === null) return [];
  const { counts, stale, problems } = summary;
  const words = verdictCounts(counts);
  const rows = table([{ head: "Handler" }, { head: "Verdict" }, { head: "Missed by the analysis" }], problems.map(row));
  return [
    "## Verified by running",
    "",
    "Both versions were run on a real database, also with every step failing once.",
    "",
    ...(words === "" ? [] : [`- ${words}`]),
    ...(stale === 0 ? [] : [`- ${counted(stale, "verdict")} on code that has changed since: verify again`]),
    ...(rows.length === 0 ? [] : ["", ...rows]),
  ];
}

function row({ id, verdict, unlisted }: ReportedVerdict): readonly string[] {
  return [code(id), verdictWords[verdict], prose([...unlisted].sort().join(", "))];
}
