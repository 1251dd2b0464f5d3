import fc from "fast-check";
import { expect, test } from "vitest";
import { summarise } from "../../src/report/summary.ts";
import { tierTable } from "../../src/report/tier-table.ts";
import { groupByReason } from "../../src/report/reasons.ts";
import { anyResult } from "../support/arbitrary-result.ts";
import { externalCall, plannedHandler, resultOf } from "../support/planned-handler.ts";

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

test("every total adds up to the handlers found, whatever was found", () => {
  fc.assert(
    fc.property(anyResult, (result) => {
      const { handlers, state, classification, tier, phase, risk, families } = summarise(result);
      expect(handlers).toBe(result.handlers.length);
      for (const record of [state, classification, tier, phase, risk]) {
        expect(sum(Object.values(record))).toBe(handlers);
      }
      expect(sum(families.map((family) => family.handlers))).toBe(handlers);
      expect(sum(families.map((family) => family.migrated))).toBe(state.migrated);
    }),
  );
});

test("rows and columns of the tier table add up to the handlers found", () => {
  fc.assert(
    fc.property(anyResult, ({ handlers }) => {
      const { tiers, rows, totals } = tierTable(handlers);
      expect(totals.total).toBe(handlers.length);
      expect(sum(totals.counts)).toBe(handlers.length);
      for (const row of rows) expect(sum(row.counts)).toBe(row.total);
      tiers.forEach((_, column) => {
        expect(sum(rows.map((row) => row.counts[column] ?? Number.NaN))).toBe(totals.counts[column]);
      });
    }),
  );
});

test("every handler stands in exactly one group of reasons", () => {
  fc.assert(
    fc.property(anyResult, ({ handlers }) => {
      const grouped = groupByReason(handlers).flatMap((group) => group.handlers.map((handler) => handler.id));
      expect(grouped.sort()).toEqual(handlers.map((handler) => handler.id).sort());
    }),
  );
});

test.each([
  ["legacy, migrated by the tool, call outside", { tier: "auto", position: "before" }, { today: 1, afterMigration: 0 }],
  ["legacy, migrated by the tool, call inside", { tier: "auto", position: "inside" }, { today: 1, afterMigration: 1 }],
  ["legacy, stays as it is", { tier: "manual", position: "no-region" }, { today: 1, afterMigration: 1 }],
  ["migrated, call outside", { tier: "done", position: "after" }, { today: 0, afterMigration: 0 }],
  ["migrated, call inside", { tier: "done", position: "inside" }, { today: 1, afterMigration: 1 }],
] as const)("connections held during external calls: %s", (_, { tier, position }, expected) => {
  const state = tier === "done" ? "migrated" : "legacy";
  const handler = plannedHandler({ tier, state, externalCalls: [externalCall({ position })] });
  expect(summarise(resultOf([handler])).heldDuringExternalCalls).toEqual(expected);
});
