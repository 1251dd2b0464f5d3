import type { Diagnostic, Severity } from "../diagnostics/diagnostic.ts";
import { compareBy } from "../model/compare.ts";
import type { SourceLocation } from "../model/text.ts";

const gravity: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** Errors first, then by code and place; independent of the order in which they were found. */
export function sortedFindings(findings: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...findings].sort(
    compareBy(
      (finding) => gravity[finding.severity],
      (finding) => finding.code,
      (finding) => finding.file,
      (finding) => finding.line,
      (finding) => JSON.stringify(finding.data),
    ),
  );
}

/** `src/app/api/orders/route.ts:12`, as terminals and editors open it. */
export function placeOf({ file, line }: SourceLocation): string {
  return `${file}:${line}`;
}
