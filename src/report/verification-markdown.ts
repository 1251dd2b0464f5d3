import type { ToolInfo } from "../model/report.ts";
import type { RepositoryVerification, VerifiedHandler } from "../model/verification.ts";
import { code, prose } from "./markdown/escape.ts";
import { table } from "./markdown/table.ts";
import { countVerdicts, verdictCounts, verdictWords } from "./verdicts.ts";
import { counted } from "./wording.ts";

/** The result of `verify` for the team, in GitHub's markdown. */
export function verificationMarkdown(result: RepositoryVerification, { name, version }: ToolInfo): string {
  const { base, handlers, totals } = result;
  const heads = ["Handler", "Verdict", "Requests", "Failing steps", "Remarks"];
  const lines = [
    "# Verification report",
    "",
    `${counted(handlers.length, "handler")} compared with ${code(base.slice(0, 12))}: ${verdictCounts(countVerdicts(handlers))}.`,
    "",
    `${counted(totals.requests, "request")}, ${counted(totals.statements, "statement")}, ` +
      `${counted(totals.faults, "failing step")}, ${totals.seconds} s. Written by ${prose(name)} ${prose(version)}.`,
    "",
    ...table(
      heads.map((head) => ({ head })),
      handlers.map(row),
    ),
    ...handlers.flatMap(differencesOf),
  ];
  return `${lines.join("\n")}\n`;
}

function row({ id, verdict, requests, faults, listed, stale, unlisted, broken }: VerifiedHandler): readonly string[] {
  const remarks = [
    ...(unlisted.length === 0 ? [] : [`the analysis missed ${unlisted.join(", ")}`]),
    ...(listed.length === 0 ? [] : [`differs as ${listed.join(", ")} says`]),
    ...(stale.length === 0 ? [] : [`${stale.join(", ")} never showed`]),
    ...(broken.length === 0 ? [] : [counted(broken.length, "run that came to nothing", "runs that came to nothing")]),
  ];
  const steps = String(faults.statement + faults.external);
  return [code(id), verdictWords[verdict], String(requests), steps, prose(remarks.join("; "))];
}

function differencesOf({ id, differences }: VerifiedHandler): readonly string[] {
  const [first] = differences;
  if (first === undefined) return [];
  // A fence longer than any in the text: what is in a body is not ours.
  const fence = "`".repeat(Math.max(3, ...Array.from(first.text.matchAll(/`+/g), ([run]) => run.length + 1)));
  const count = counted(differences.length, "difference");
  return ["", `## ${prose(id)}`, "", `${count}; the first:`, "", `${fence}diff`, unindented(first.text), fence];
}

/** Signs of a diff stand at the start of the line. */
function unindented(text: string): string {
  return text.replace(/^ {4}(?=[-+])/gm, "");
}
