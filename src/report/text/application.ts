import type { Severity } from "../../diagnostics/diagnostic.ts";
import { messageOf } from "../../diagnostics/message.ts";
import type { MigrationResult } from "../../model/plan.ts";
import { placeOf, sortedFindings } from "../findings.ts";
import type { Paint, Terminal } from "../paint.ts";
import { counted } from "../wording.ts";
import { wrapIndented } from "../wrap.ts";

const shownFindings = 4;

/** Findings about the application as a whole, errors first. */
export function applicationFindings({ diagnostics }: MigrationResult, { paint, columns }: Terminal): string[] {
  const shown = sortedFindings(diagnostics).slice(0, shownFindings);
  const more = diagnostics.length - shown.length;
  return [
    ...shown.flatMap((finding) => [
      `${paint[severityPaint[finding.severity]](finding.severity)}  ${paint.dim(finding.code)}  ${placeOf(finding)}`,
      ...wrapIndented(messageOf(finding), columns, "  "),
    ]),
    ...(more === 0 ? [] : [paint.dim(`and ${counted(more, "more finding")}`)]),
  ];
}

const severityPaint: Readonly<Record<Severity, keyof Paint>> = { error: "red", warning: "yellow", info: "cyan" };
