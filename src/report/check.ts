import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { messageOf } from "../diagnostics/message.ts";
import type { CheckOutcome } from "../rollout/check.ts";
import { placeOf } from "./findings.ts";
import type { Terminal } from "./paint.ts";
import { counted } from "./wording.ts";
import { wrapIndented } from "./wrap.ts";

/** The text of `check`: notes first, so that what makes it fail stands last, next to the verdict. */
export function renderCheck({ violations, notes }: CheckOutcome, terminal: Terminal): string {
  const findings = [...notes, ...violations].map((finding) => findingLines(finding, terminal).join("\n"));
  return `${[...findings, verdict({ violations, notes }, terminal)].join("\n\n")}\n`;
}

function findingLines(finding: Diagnostic, { paint, columns }: Terminal): string[] {
  const isNote = finding.severity === "info";
  const label = isNote ? paint.dim("note") : paint.red("violation");
  return [
    `${paint.bold(placeOf(finding))}  ${label}  ${paint.cyan(finding.code)}`,
    ...wrapIndented(messageOf(finding), columns, "  "),
  ];
}

function verdict({ violations, notes }: CheckOutcome, { paint }: Terminal): string {
  const remarks = notes.length === 0 ? "" : ` (${counted(notes.length, "note")})`;
  if (violations.length === 0) {
    return paint.green(`Check passed: no new legacy handler, no write outside a tenant transaction${remarks}.`);
  }
  const files = new Set(violations.map((violation) => violation.file)).size;
  return paint.red(`Check failed: ${counted(violations.length, "violation")} in ${counted(files, "file")}${remarks}.`);
}
