import fc from "fast-check";
import { expect, test } from "vitest";
import { rolloutBatches, rolloutOrder } from "../../src/rollout/order.ts";
import { anyResult, reversed } from "../support/arbitrary-result.ts";
import { plannedHandler } from "../support/planned-handler.ts";
import { sampleResult } from "../support/sample-result.ts";

const handlers = [
  plannedHandler({ id: "write-high", phase: 3, risk: "high" }),
  plannedHandler({ id: "write-medium", phase: 3, risk: "medium" }),
  plannedHandler({ id: "read-high", risk: "high" }),
  plannedHandler({ id: "read-low-review", tier: "review" }),
  plannedHandler({ id: "read-low-b" }),
  plannedHandler({ id: "read-low-a" }),
  plannedHandler({ id: "manual", tier: "manual" }),
  plannedHandler({ id: "error", tier: "error" }),
  plannedHandler({ id: "done", tier: "done", state: "migrated" }),
];

test("reads first, then the lowest risk, then what needs no review, then by id; nothing that is not rewritten", () => {
  expect(rolloutOrder(handlers).map((handler) => handler.id)).toEqual([
    "read-low-a",
    "read-low-b",
    "read-low-review",
    "read-high",
    "write-medium",
    "write-high",
  ]);
});

test("batches are numbered on over the phases, and none mixes them", () => {
  const batches = rolloutBatches(handlers, { read: 3, write: 1 });
  expect(batches.map(({ number, phase, handlers: members }) => [number, phase, members.length])).toEqual([
    [1, 2, 3],
    [2, 2, 1],
    [3, 3, 1],
    [4, 3, 1],
  ]);
});

test("the proposal's sizes: ten without writes, five with", () => {
  expect(rolloutBatches(sampleResult().handlers).map((batch) => batch.handlers.length)).toEqual([10, 3, 5, 5]);
});

test("the batches hold the whole order, in whatever order the handlers were found", () => {
  fc.assert(
    fc.property(anyResult, (result) => {
      const batches = rolloutBatches(result.handlers);
      expect(batches.flatMap((batch) => batch.handlers)).toEqual(rolloutOrder(result.handlers));
      const ids = (of: typeof result): string[] => rolloutOrder(of.handlers).map((handler) => handler.id);
      expect(ids(reversed(result))).toEqual(ids(result));
    }),
  );
});
