import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diagnostic } from "../../src/diagnostics/create.ts";
import type { Effect } from "../../src/model/effect.ts";
import type { PlannedHandler } from "../../src/model/plan.ts";
import { baselineOf, emptyBaseline } from "../../src/rollout/baseline.ts";
import type { Baseline } from "../../src/rollout/baseline.ts";
import { checkRepository } from "../../src/rollout/check.ts";
import { anyResult, reversed } from "../support/arbitrary-result.ts";
import { effect, plannedHandler, resultOf } from "../support/planned-handler.ts";

function codes(handlers: readonly PlannedHandler[], baseline: Baseline): { violations: string[]; notes: string[] } {
  const { violations, notes } = checkRepository(resultOf(handlers), baseline);
  return { violations: violations.map(({ code }) => code), notes: notes.map(({ code }) => code) };
}

function migrated(...effects: readonly Effect[]): PlannedHandler {
  return plannedHandler({ state: "migrated", tier: "done", effects });
}

describe("a migrated handler", () => {
  test.each([
    ["session", "read", [], []],
    ["session", "write", ["MS5005"], []],
    ["session", "lock", ["MS5005"], []],
    ["session", "unknown", ["MS5005"], []],
    ["transaction", "write", [], []],
    ["transaction", "lock", [], []],
    ["global", "read", [], []],
    ["global", "write", [], ["MS2012"]],
  ] as const)("%s client, %s", (client, kind, violations, notes) => {
    expect(codes([migrated(effect({ client, kind }))], emptyBaseline)).toEqual({ violations, notes });
  });

  test("is reported at the operation, with its own name", () => {
    const write = effect({ kind: "write", operation: "create", file: "src/lib/orders.ts", line: 7 });
    expect(checkRepository(resultOf([migrated(write)]), emptyBaseline).violations).toEqual([
      {
        code: "MS5005",
        severity: "error",
        file: "src/lib/orders.ts",
        line: 7,
        data: { handler: "src/app/api/orders/route.ts#GET", operation: "order.create" },
      },
    ]);
  });

  test("raw SQL has no model to name", () => {
    const write = effect({ kind: "write", model: null, operation: "$executeRaw" });
    const [violation] = checkRepository(resultOf([migrated(write)]), emptyBaseline).violations;
    expect(violation?.data).toMatchObject({ operation: "$executeRaw" });
  });

  test("is reported once for a write that it reaches on two paths", () => {
    const write = effect({ kind: "write", file: "src/lib/orders.ts" });
    const again = { ...write, path: ["src/app/api/orders/route.ts#GET:30", ...write.path] };
    expect(codes([migrated(write, again)], emptyBaseline).violations).toEqual(["MS5005"]);
  });
});

describe("a legacy handler", () => {
  const legacy = plannedHandler();

  test("fails without a baseline", () => {
    expect(codes([legacy], emptyBaseline)).toEqual({ violations: ["MS5006"], notes: [] });
  });

  test("passes when the baseline has it", () => {
    expect(codes([legacy], baselineOf(resultOf([legacy])))).toEqual({ violations: [], notes: [] });
  });

  test("that has gone, or is migrated, leaves a stale entry", () => {
    const baseline = baselineOf(resultOf([legacy, plannedHandler({ file: "src/gone.ts" })]));
    const { violations, notes } = checkRepository(resultOf([migrated()]), baseline);
    expect(violations).toEqual([]);
    expect(notes.map(({ code, file, line }) => [code, file, line])).toEqual([
      ["MS5007", "src/app/api/orders/route.ts", 1],
      ["MS5007", "src/gone.ts", 1],
    ]);
  });
});

test("a file that does not parse fails, also for a handler of the baseline, and is said once", () => {
  const broken = diagnostic("MS1002", { file: "src/lib/a.ts", line: 3 }, { problem: "'}' expected" });
  const handlers = ["src/b.ts", "src/c.ts"].map((file) => plannedHandler({ file, tier: "error", reasons: [broken] }));
  const result = resultOf(handlers, [broken]);
  expect(checkRepository(result, baselineOf(result)).violations).toEqual([broken]);
});

test("the outcome does not depend on the order of what was found", () => {
  fc.assert(
    fc.property(anyResult, (result) => {
      expect(checkRepository(reversed(result), emptyBaseline)).toEqual(checkRepository(result, emptyBaseline));
    }),
  );
});
