import { expect, test } from "vitest";
import { OperationLog } from "../../../src/verify/campaign/operation-log.ts";
import type { Outcome } from "../../../src/verify/model/outcome.ts";
import { ORDERS_POST, outcome, traffic } from "../../support/verify/observations.ts";

const REORDER = "src/app/api/reorder/route.ts#POST";
const read = { model: "session", operation: "findUnique" };
const inner = { id: ORDERS_POST, operations: [], entered: 1, left: 2 };

function reordering(...operations: Outcome["handlers"][number]["operations"]): Outcome["handlers"][number] {
  return { id: REORDER, operations, entered: 0, left: 3 };
}

function logged(...runs: readonly { handlers: Outcome["handlers"]; faultReached?: boolean }[]): OperationLog {
  const log = new OperationLog();
  for (const { handlers, faultReached = false } of runs) {
    const seen = { outcome: outcome({ handlers }), traffic: traffic([], { faultReached }) };
    log.add({ ...seen, changes: {}, faultReached });
  }
  return log;
}

test("a step that fails in the nested handler's wrapper does not make its reads the outer handler's", () => {
  const log = logged(
    { handlers: [reordering(read), inner] },
    { handlers: [reordering(read)], faultReached: true }, // the inner handler was not reached
  );
  expect(log.byHandler[REORDER]).toMatchObject({ operations: [], whileNested: [read] });
});

test("what it sends without another handler is its own, in a failing run as well", () => {
  const alone = logged({ handlers: [reordering(read), inner] }, { handlers: [reordering(read)] });
  expect(alone.byHandler[REORDER]).toMatchObject({ operations: [read], whileNested: [] });
  const failing = logged({ handlers: [reordering()] }, { handlers: [reordering(read)], faultReached: true });
  expect(failing.byHandler[REORDER]).toMatchObject({ operations: [read], whileNested: [] });
});
