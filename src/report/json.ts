import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { messageOf } from "../diagnostics/message.ts";
import { compareBy } from "../model/compare.ts";
import type { Effect } from "../model/effect.ts";
import type { MigrationResult, PlannedExternalCall, PlannedHandler } from "../model/plan.ts";
import type {
  JsonReport,
  ReportDiagnostic,
  ReportEffect,
  ReportExternalCall,
  ReportHandler,
  ReportVerification,
  ToolInfo,
} from "../model/report.ts";
import type { ReportedVerdict } from "../model/verification.ts";
import { sortedReasons } from "./reasons.ts";
import { summarise } from "./summary.ts";

/** The JSON report as a file's text. The same input gives the same bytes, in whatever order it was found. */
export function renderJson(result: MigrationResult, tool: ToolInfo): string {
  return `${JSON.stringify(jsonReport(result, tool), null, 2)}\n`;
}

/** The stable contract of docs/report.schema.json. Keys are written out so that no field of the model leaks into it. */
export function jsonReport(result: MigrationResult, tool: ToolInfo): JsonReport {
  const verdicts = new Map(result.verdicts?.map((verdict) => [verdict.id, verdict]));
  return {
    version: 1,
    tool: { name: tool.name, version: tool.version },
    root: ".",
    summary: summarise(result),
    handlers: result.handlers
      .map((handler) => reportHandler(handler, verdicts.get(handler.id)))
      .sort(
        compareBy(
          (handler) => handler.id,
          (handler) => handler.line,
        ),
      ),
    diagnostics: result.diagnostics.map(reportDiagnostic).sort(
      compareBy(
        (finding) => finding.file,
        (finding) => finding.line,
        (finding) => finding.code,
        (finding) => finding.message,
      ),
    ),
  };
}

function reportHandler(handler: PlannedHandler, verdict: ReportedVerdict | undefined): ReportHandler {
  return {
    id: handler.id,
    file: handler.file,
    line: handler.line,
    method: handler.method,
    route: handler.route,
    wrapper: handler.wrapper,
    state: handler.state,
    classification: handler.classification,
    effects: reportEffects(handler.effects),
    externalCalls: reportExternalCalls(handler.externalCalls),
    tier: handler.tier,
    phase: handler.phase,
    risk: handler.risk,
    riskFactors: [...handler.riskFactors],
    regions: handler.regions
      .map(({ startLine, endLine }) => ({ startLine, endLine }))
      .sort(
        compareBy(
          (region) => region.startLine,
          (region) => region.endLine,
        ),
      ),
    reasons: sortedReasons(handler).map(reportDiagnostic),
    verification: verdict === undefined ? null : reportVerification(verdict),
  };
}

function reportVerification({ verdict, isCurrent, requests, faults, unlisted }: ReportedVerdict): ReportVerification {
  const { statement, external } = faults;
  return { verdict, current: isCurrent, requests, faults: { statement, external }, unlisted: [...unlisted].sort() };
}

function reportEffects(effects: readonly Effect[]): ReportEffect[] {
  return effects
    .map(({ kind, model, operation, file, line, client, path }) => ({
      kind,
      model,
      operation,
      file,
      line,
      client,
      path: [...path],
    }))
    .sort(
      compareBy(
        (effect) => effect.file,
        (effect) => effect.line,
        (effect) => JSON.stringify(effect),
      ),
    );
}

function reportExternalCalls(calls: readonly PlannedExternalCall[]): ReportExternalCall[] {
  return calls
    .map(({ what, file, line, position }) => ({ what, file, line, position }))
    .sort(
      compareBy(
        (call) => call.file,
        (call) => call.line,
        (call) => call.what,
        (call) => call.position,
      ),
    );
}

function reportDiagnostic(finding: Diagnostic): ReportDiagnostic {
  const { code, severity, file, line } = finding;
  return { code, severity, file, line, message: messageOf(finding) };
}
