import type { SourceLocation } from "../model/text.ts";
import { severityOf } from "./consequence.ts";
import type { DiagnosticCode, DiagnosticData, DiagnosticOf } from "./diagnostic.ts";

/** Makes a diagnostic with the severity of its code. */
export function diagnostic<Code extends DiagnosticCode>(
  code: Code,
  at: SourceLocation,
  data: DiagnosticData[Code],
): DiagnosticOf<Code> {
  return { code, severity: severityOf(code), file: at.file, line: at.line, data };
}
