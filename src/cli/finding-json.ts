import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { messageOf } from "../diagnostics/message.ts";
import type { ReportDiagnostic } from "../model/report.ts";

/** A finding as every JSON output has it. */
export function findingJson(finding: Diagnostic): ReportDiagnostic {
  const { code, severity, file, line } = finding;
  return { code, severity, file, line, message: messageOf(finding) };
}
