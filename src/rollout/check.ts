import { diagnostic } from "../diagnostics/create.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { operationName } from "../diagnostics/operation-name.ts";
import { compareBy } from "../model/compare.ts";
import type { Effect } from "../model/effect.ts";
import type { MigrationResult, PlannedHandler } from "../model/plan.ts";
import type { Baseline } from "./baseline.ts";

/** What `check` found. It fails if and only if there are violations. */
export interface CheckOutcome {
  readonly violations: readonly Diagnostic[];
  readonly notes: readonly Diagnostic[];
}

/**
 * Compares a repository with what the migration promises. Violations: a migrated handler that writes outside a tenant
 * transaction (MS5005), a legacy handler that the baseline does not have (MS5006), an involved file that does not
 * parse (MS1002), since nothing can be said about it. Notes: what a migrated handler writes through the global client
 * (MS2012), and entries that the baseline no longer needs (MS5007). A handler is the same one as long as its id is.
 */
export function checkRepository(result: MigrationResult, baseline: Baseline): CheckOutcome {
  const migrated = result.handlers.filter((handler) => handler.state === "migrated");
  const legacy = result.handlers.filter((handler) => handler.state === "legacy");
  return {
    violations: inOrder([
      ...migrated.flatMap(writesOutsideTransaction),
      ...newLegacyHandlers(legacy, baseline),
      ...unparsedFiles(result),
    ]),
    notes: inOrder([...migrated.flatMap(writesOfGlobalClient), ...staleEntries(legacy, baseline)]),
  };
}

function writesOutsideTransaction(handler: PlannedHandler): Diagnostic[] {
  return handler.effects
    .filter((effect) => effect.client === "session" && needsTransaction(effect))
    .map((effect) => diagnostic("MS5005", effect, { handler: handler.id, operation: operationName(effect) }));
}

function writesOfGlobalClient(handler: PlannedHandler): Diagnostic[] {
  return handler.effects
    .filter((effect) => effect.client === "global" && needsTransaction(effect))
    .map((effect) => diagnostic("MS2012", effect, { operation: operationName(effect) }));
}

/** A lock ends with its statement when there is no transaction; what is unknown may write. */
function needsTransaction(effect: Effect): boolean {
  return effect.kind !== "read";
}

function newLegacyHandlers(legacy: readonly PlannedHandler[], baseline: Baseline): Diagnostic[] {
  const accepted = new Set(baseline.handlers);
  return legacy
    .filter((handler) => !accepted.has(handler.id))
    .map((handler) => diagnostic("MS5006", handler, { handler: handler.id }));
}

function staleEntries(legacy: readonly PlannedHandler[], baseline: Baseline): Diagnostic[] {
  const found = new Set(legacy.map((handler) => handler.id));
  return baseline.handlers
    .filter((id) => !found.has(id))
    .map((id) => diagnostic("MS5007", { file: fileOf(id), line: 1 }, { handler: id }));
}

/** `src/app/api/orders/route.ts` of `src/app/api/orders/route.ts#POST`. */
function fileOf(id: string): string {
  const end = id.lastIndexOf("#");
  return end === -1 ? id : id.slice(0, end);
}

function unparsedFiles(result: MigrationResult): Diagnostic[] {
  const all = [...result.diagnostics, ...result.handlers.flatMap((handler) => handler.reasons)];
  return all.filter((finding) => finding.code === "MS1002");
}

/** Sorted by place; what several handlers reach through the same helper is said once. */
function inOrder(findings: readonly Diagnostic[]): Diagnostic[] {
  const byIdentity = new Map(findings.map((finding) => [identityOf(finding), finding]));
  return [...byIdentity.values()].sort(
    compareBy(
      (finding) => finding.file,
      (finding) => finding.line,
      (finding) => finding.code,
      (finding) => JSON.stringify(finding.data),
    ),
  );
}

function identityOf(finding: Diagnostic): string {
  return JSON.stringify([finding.code, finding.file, finding.line, finding.data]);
}
