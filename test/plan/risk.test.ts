import fc from "fast-check";
import { expect, test } from "vitest";
import { assessRisk } from "../../src/plan/risk.ts";
import type { RiskInput } from "../../src/plan/risk.ts";

const nothing: RiskInput = {
  writes: 0,
  hasLoopWrite: false,
  hasBranchWrite: false,
  hasExistingTransaction: false,
  externalNearWrites: false,
  auditWrite: false,
  tenantQuestion: false,
};

test.each<[string, Partial<RiskInput>, string, readonly string[]]>([
  ["no writes", {}, "low", ["no writes"]],
  ["no writes, a tenant question", { tenantQuestion: true }, "medium", ["tenant isolation in question", "no writes"]],
  ["one write", { writes: 1 }, "medium", ["1 write"]],
  ["several writes", { writes: 2 }, "high", ["2 writes"]],
  ["one write in a loop", { writes: 1, hasLoopWrite: true }, "high", ["write in a loop", "1 write"]],
  ["one write in a branch", { writes: 1, hasBranchWrite: true }, "high", ["write in a branch", "1 write"]],
  ["one audit write", { writes: 1, auditWrite: true }, "high", ["audit write", "1 write"]],
  [
    "one write with an external call",
    { writes: 1, externalNearWrites: true },
    "high",
    ["external call near writes", "1 write"],
  ],
  [
    "a transaction of its own",
    { writes: 1, hasExistingTransaction: true },
    "high",
    ["existing transaction", "1 write"],
  ],
])("%s", (_, changes, risk, factors) => {
  expect(assessRisk({ ...nothing, ...changes })).toEqual({ risk, factors });
});

test("more of anything never lowers the risk, and every risk has a factor", () => {
  const order = ["low", "medium", "high"];
  const flags = {
    hasLoopWrite: fc.boolean(),
    hasBranchWrite: fc.boolean(),
    hasExistingTransaction: fc.boolean(),
    externalNearWrites: fc.boolean(),
    auditWrite: fc.boolean(),
    tenantQuestion: fc.boolean(),
  };
  const input = fc.record({ writes: fc.nat({ max: 4 }), ...flags });
  fc.assert(
    fc.property(input, fc.constantFrom(...Object.keys(flags)), (less, flag) => {
      const more = { ...less, writes: less.writes + 1, [flag]: true };
      expect(order.indexOf(assessRisk(more).risk)).toBeGreaterThanOrEqual(order.indexOf(assessRisk(less).risk));
      expect(assessRisk(less).factors).not.toEqual([]);
    }),
  );
});
