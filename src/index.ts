/** The library: what the command line does, as functions. Nothing here prints, and only `applyPlan` writes. */
export { defineConfig } from "./config/define-config.ts";
export type { Config, PrismaConfig, SessionConfig, TenantTransactionConfig } from "./config/define-config.ts";
export { loadConfig, type LoadedConfig } from "./config/load-config.ts";
export type { ResolvedConfig, SessionFamily } from "./model/config.ts";

export { diskWorkspace } from "./io/disk-workspace.ts";
export { memoryWorkspace } from "./io/memory-workspace.ts";
export type { TextFile, Workspace } from "./io/workspace.ts";

export { analyseRepository, planMigration } from "./pipeline.ts";
export type { Analysis, AnalysisInput } from "./pipeline.ts";
export type { Selection } from "./plan/selection.ts";
export type { MigrationResult, Plan, PlannedFile, PlannedHandler } from "./model/plan.ts";

export { applyEdits } from "./plan/apply-edits.ts";
export { formatPlan, parsePlan } from "./plan/parse-plan.ts";
export { applyPlan, type ApplyOptions, type ApplyResult } from "./apply/apply-plan.ts";

export { jsonReport } from "./report/json.ts";
export { renderMarkdown } from "./report/markdown.ts";
export { planDiff, type PlanDiff } from "./report/diff.ts";
export type { JsonReport } from "./model/report.ts";

export type { Diagnostic, DiagnosticCode, Severity } from "./diagnostics/diagnostic.ts";
export { messageOf } from "./diagnostics/message.ts";
export { UserError } from "./diagnostics/user-error.ts";
