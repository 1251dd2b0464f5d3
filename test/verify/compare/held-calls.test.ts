import { expect, test } from "vitest";
import { heldCalls } from "../../../src/verify/compare/held-calls.ts";
import type { ExternalCallSeen, Outcome } from "../../../src/verify/model/outcome.ts";
import { outcome } from "../../support/verify/observations.ts";

function seen(...openTransactions: readonly number[]): Outcome {
  const call: ExternalCallSeen = {
    method: "POST",
    url: "https://mail.invalid/",
    body: null,
    answered: 200,
    openTransactions: 0,
  };
  return outcome({ calls: openTransactions.map((open) => ({ ...call, openTransactions: open })) });
}

test("a call that is made after the tenant transaction holds nothing", () => {
  expect(heldCalls(seen(1), seen(0))).toBeNull();
});

test("a call inside the tenant transaction holds a connection as it did", () => {
  expect(heldCalls(seen(1, 1), seen(0, 1))).toEqual({
    parts: [
      {
        part: "held",
        legacy: ["POST https://mail.invalid/ with 1 open"],
        migrated: ["POST https://mail.invalid/ with 1 open"],
      },
    ],
  });
});

test("a transaction that the handler opens by itself, beside the one that is gone, is its own business", () => {
  expect(heldCalls(seen(2), seen(1))).toBeNull();
});
