import { expect, test } from "vitest";
import type { Comparable } from "../../../src/verify/compare/comparable.ts";
import { mask } from "../../../src/verify/compare/mask.ts";
import type { RowChanges, Row } from "../../../src/verify/model/database.ts";
import type { Outcome } from "../../../src/verify/model/outcome.ts";
import { answered, outcome, sampleRequest } from "../../support/verify/observations.ts";

const A = "3f8a1c7e-52b0-4c3d-9e21-0d6c1f2a7b01";
const B = "9b2d4e6f-81c7-4a5b-b0d3-5e7f9a1c3d02";
const C = "c0ffee00-1234-4a5b-8d3f-5e7f9a1c3d03";
const RUN = { from: Date.parse("2026-11-23T21:00:00Z"), to: Date.parse("2026-11-23T21:00:01Z") };

function masked(own: Partial<Outcome>, changes: RowChanges = {}, known: readonly string[] = []): Comparable {
  const seen = { outcome: outcome(own), changes, traffic: { leftOpen: 0 } };
  return mask(seen, {
    knownIds: new Set(known),
    request: sampleRequest({ url: `https://app.invalid/${C}` }),
    runTime: RUN,
  });
}

function added(...rows: readonly Row[]): RowChanges[string] {
  return { added: rows, removed: [], changed: [] };
}

test.each([
  ["uuid", A],
  ["cuid", "cjld2cjxh0000qzrmn831i7rn"],
  ["cuid2", "tz4a98xxat96iws9zmbrgj3a"],
  ["ulid", "01ARZ3NDEKTSV4RRFFQ69G5FAV"],
  ["nanoid", "V1StGXR8_Z5jdHi6B-myT"],
])("a generated %s is masked, wherever it stands in a text", (_kind, id) => {
  expect(masked({ response: answered({ id, path: `/orders/${id}/lines` }) })["body"]).toEqual({
    id: "<id 1>",
    path: "/orders/<id 1>/lines",
  });
});

test.each([
  "internationalisations",
  "CUSTOMER_NOT_ALLOWED_",
  "customer-without-mail",
  "2025-05-07T10:00:00.000Z",
  `${A}0`,
])("a word of the same length stays: %s", (word) => {
  expect(masked({ response: answered({ word }) })["body"]).toEqual({ word });
});

test("ids of the starting rows and of the request stay", () => {
  expect(masked({ response: answered([A, C, B]) }, {}, [A])["body"]).toEqual([A, C, "<id 1>"]);
});

test("an id as the name of a property is masked", () => {
  expect(masked({ response: answered({ [A]: 1 }) })["body"]).toEqual({ "<id 1>": 1 });
});

test("links between the answer, the rows and the calls stay visible", () => {
  const call = { method: "POST", url: `https://mail.invalid/${B}`, body: A, answered: 200 } as const;
  const parts = masked(
    { response: answered({ id: A }), calls: [{ ...call, openTransactions: 1 }] },
    { Line: added({ id: B, orderId: A }) },
  );
  expect(parts["body"]).toEqual({ id: "<id 1>" });
  expect(parts["rows.Line"]).toEqual(added({ id: "<id 2>", orderId: "<id 1>" }));
  expect(parts["calls"]).toEqual([{ ...call, url: "https://mail.invalid/<id 2>", body: "<id 1>" }]);
});

test("rows that are equal but for their ids are told apart by the rows that link to them", () => {
  const run = (first: string, second: string): Comparable =>
    masked(
      {},
      {
        Order: added(...[{ id: first }, { id: second }].sort((left, right) => (left.id < right.id ? -1 : 1))),
        ZLine: added({ orderId: first, quantity: 1 }, { orderId: second, quantity: 2 }),
      },
    );
  expect(run(A, B)).toEqual(run(B, A));
});

test("a link to the other row is seen", () => {
  const run = (line: string): Comparable =>
    masked({ response: answered([A, B]) }, { Order: added({ id: A }, { id: B }), Line: added({ orderId: line }) });
  expect(run(A)).not.toEqual(run(B));
});

test.each([
  ["2026-11-23T21:00:00.123Z", "<now>"],
  ["2026-11-23 21:00:00.123456+00", "<now>"],
  ["2026-11-23T22:00:00+01:00", "<now>"],
  ["2026-11-23T22:00:00+00:00", "2026-11-23T22:00:00+00:00"],
  ["2026-11-24T03:00:00.5", "<now>"],
  ["2025-05-07T10:00:00.000Z", "2025-05-07T10:00:00.000Z"],
  ["at 2026-11-23T21:00:00Z exactly", "at <now> exactly"],
])("the time %s becomes %s", (time, expected) => {
  expect(masked({ response: answered({ time }) })["body"]).toEqual({ time: expected });
});

test("Prisma's errors keep the operation and the reason, not the place in the code", () => {
  const quoted = (client: string, place: string): string =>
    `\nInvalid \`${client}.order.create()\` invocation in\n/tmp/${place}:12:34\n\n   9 try {\n→ 12   await ${client}.order.create(\nUnique constraint failed`;
  const plain = "\nInvalid `prisma.order.create()` invocation:\n\n\nUnique constraint failed";
  const expected = "\nInvalid `order.create()` invocation: Unique constraint failed";
  for (const text of [quoted("db", "a/route.ts"), quoted("tx", "b/route.ts"), plain]) {
    expect(masked({ response: { kind: "threw", error: text } })["thrown"]).toBe(expected);
  }
});
