import type { Effect } from "../../src/model/effect.ts";
import type { MigrationResult, PlannedExternalCall, PlannedHandler } from "../../src/model/plan.ts";

/** A legacy read handler of tier `auto`, changed by what a test is about. */
export function plannedHandler(changes: Partial<PlannedHandler> = {}): PlannedHandler {
  const file = changes.file ?? "src/app/api/orders/route.ts";
  const method = changes.method ?? "GET";
  return {
    id: `${file}#${method}`,
    file,
    line: 12,
    method,
    route: "/api/orders",
    wrapper: "withSalesSession",
    handlerArgument: null,
    state: "legacy",
    classification: "read",
    effects: [],
    externalCalls: [],
    tier: "auto",
    phase: 2,
    risk: "low",
    riskFactors: ["no writes"],
    regions: [],
    reasons: [],
    edits: [],
    needs: { renamesCall: true, tenantTransaction: false, bodyFile: null },
    ...changes,
  };
}

export function effect(changes: Partial<Effect> = {}): Effect {
  const file = changes.file ?? "src/app/api/orders/route.ts";
  const line = changes.line ?? 14;
  return {
    kind: "read",
    model: "order",
    operation: "findMany",
    file,
    line,
    client: "session",
    path: [`${file}#GET:${line}`],
    canFailWithoutAbort: false,
    ...changes,
  };
}

export function externalCall(changes: Partial<PlannedExternalCall> = {}): PlannedExternalCall {
  const file = changes.file ?? "src/app/api/orders/route.ts";
  const line = changes.line ?? 16;
  return { kind: "http", what: "fetch", file, line, path: [`${file}#GET:${line}`], position: "no-region", ...changes };
}

export function resultOf(
  handlers: readonly PlannedHandler[],
  diagnostics: MigrationResult["diagnostics"] = [],
): MigrationResult {
  return { handlers, diagnostics };
}
