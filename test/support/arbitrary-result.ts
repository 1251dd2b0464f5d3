import fc from "fast-check";
import { diagnostic } from "../../src/diagnostics/create.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import type { Effect } from "../../src/model/effect.ts";
import type { ReportedVerdict } from "../../src/model/verification.ts";
import type { MigrationResult, PlannedExternalCall, PlannedHandler } from "../../src/model/plan.ts";

/** Names as they come, and names that try to break out of whatever they are printed in. */
export const anyName: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    "src/app/api/orders/route.ts",
    "src/app/(sales)/api/orders/[orderId]/route.ts",
    "app/[[...slug]]/@modal/route.tsx",
    "a|b/route.ts",
    "`tick`/``two``.ts",
    "back\\slash\\|pipe.ts",
    "<b>tag</b>&amp;.ts",
    "_under_ *star* ~~tilde~~.ts",
    " outer spaces ",
    "line\nend\r\n| --- |",
    "[link](x) ![image](y)",
  ),
  fc.string({ minLength: 1, maxLength: 12 }),
  fc.string({ unit: "binary", minLength: 1, maxLength: 12 }),
);

const line = fc.integer({ min: 1, max: 400 });
const place = fc.record({ file: anyName, line });

const anyDiagnostic: fc.Arbitrary<Diagnostic> = fc.oneof(
  fc.tuple(place, anyName).map(([at, callee]) => diagnostic("MS2001", at, { callee })),
  fc.tuple(place, anyName).map(([at, what]) => diagnostic("MS3002", at, { what })),
  fc.tuple(place, anyName).map(([at, problem]) => diagnostic("MS1002", at, { problem })),
  fc.tuple(place, anyName).map(([at, replacement]) => diagnostic("MS1003", at, { replacement, module: "@/lib" })),
  place.map((at) => diagnostic("MS2011", at, { operations: 3 })),
);

const anyEffect: fc.Arbitrary<Effect> = fc.record({
  kind: fc.constantFrom("read", "write", "lock", "unknown"),
  model: fc.option(anyName),
  operation: anyName,
  file: anyName,
  line,
  client: fc.constantFrom("session", "transaction", "global"),
  path: fc.array(
    fc.tuple(anyName, line).map(([name, at]) => `${name}#call:${at}`),
    { maxLength: 3 },
  ),
  canFailWithoutAbort: fc.boolean(),
});

const anyExternalCall: fc.Arbitrary<PlannedExternalCall> = fc.record({
  kind: fc.constantFrom("http", "mail", "slow-work"),
  what: anyName,
  file: anyName,
  line,
  path: fc.array(anyName, { maxLength: 2 }),
  position: fc.constantFrom("before", "inside", "after", "no-region"),
});

const anyHandler: fc.Arbitrary<PlannedHandler> = fc.record({
  id: anyName,
  file: anyName,
  line,
  method: fc.option(fc.constantFrom("GET", "POST")),
  route: fc.option(anyName),
  wrapper: fc.oneof(fc.constantFrom("withSalesSession", "withAdminSession"), anyName),
  handlerArgument: fc.constant(null),
  state: fc.constantFrom("legacy", "migrated"),
  classification: fc.constantFrom("none", "read", "write", "unknown"),
  effects: fc.array(anyEffect, { maxLength: 4 }),
  externalCalls: fc.array(anyExternalCall, { maxLength: 3 }),
  tier: fc.constantFrom("done", "auto", "review", "manual", "error"),
  phase: fc.constantFrom(2, 3),
  risk: fc.constantFrom("low", "medium", "high"),
  riskFactors: fc.array(anyName, { maxLength: 3 }),
  regions: fc.array(fc.record({ startLine: line, endLine: line }), { maxLength: 2 }),
  reasons: fc.array(anyDiagnostic, { maxLength: 3 }),
  edits: fc.constant([]),
  needs: fc.constant({ renamesCall: false, tenantTransaction: false, bodyFile: null }),
});

/** Any value of the type, also those that no analysis would give: ids are unique, and nothing else is assumed. */
export const anyResult: fc.Arbitrary<MigrationResult> = fc
  .record({
    handlers: fc.uniqueArray(anyHandler, { selector: (handler) => handler.id, maxLength: 30 }),
    diagnostics: fc.array(anyDiagnostic, { maxLength: 4 }),
  })
  .chain((result) => fc.oneof(fc.constant(result), withVerdicts(result)));

/** Verdicts on some of the handlers, and on one that is gone. */
function withVerdicts(result: MigrationResult): fc.Arbitrary<MigrationResult> {
  const ids = [...result.handlers.map(({ id }) => id), "src/gone.ts#GET"];
  return fc
    .subarray(ids)
    .chain((chosen) => fc.tuple(...chosen.map(anyVerdict)))
    .map((verdicts) => ({ ...result, verdicts }));
}

function anyVerdict(id: string): fc.Arbitrary<ReportedVerdict> {
  return fc.record({
    id: fc.constant(id),
    verdict: fc.constantFrom("same", "as-listed", "different", "not-exercised"),
    requests: fc.nat(9),
    faults: fc.record({ statement: fc.nat(99), external: fc.nat(9) }),
    unlisted: fc.array(anyName, { maxLength: 2 }),
    isCurrent: fc.boolean(),
  });
}

/** The same findings in the opposite order, at every level where the order means nothing. */
export function reversed({ handlers, diagnostics, verdicts }: MigrationResult): MigrationResult {
  return {
    handlers: handlers.map(reversedHandler).reverse(),
    diagnostics: diagnostics.toReversed(),
    ...(verdicts === undefined ? {} : { verdicts: verdicts.map(reversedVerdict).reverse() }),
  };
}

function reversedVerdict(verdict: ReportedVerdict): ReportedVerdict {
  return { ...verdict, unlisted: verdict.unlisted.toReversed() };
}

function reversedHandler(handler: PlannedHandler): PlannedHandler {
  return {
    ...handler,
    effects: handler.effects.toReversed(),
    externalCalls: handler.externalCalls.toReversed(),
    regions: handler.regions.toReversed(),
    reasons: handler.reasons.toReversed(),
  };
}
