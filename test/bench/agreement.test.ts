import { expect, it } from "vitest";
import { agreementOf } from "../../bench/agreement.ts";

const id = "src/app/api/orders/route.ts#POST";
const write = { kind: "write", file: "src/lib/orders.ts", line: 12 };

it("counts a write that is reached on two paths once", () => {
  const handlers = [{ id, classification: "write", effects: [write, write] }];
  expect(agreementOf([{ id, class: "write", writes: 1 }], handlers)).toEqual({
    handlers: 1,
    sameClass: 1,
    sameWrites: 1,
    differences: [],
  });
});

it("names a handler with another class", () => {
  const agreement = agreementOf([{ id, class: "write", writes: 1 }], [{ id, classification: "read", effects: [] }]);
  expect(agreement.sameClass).toBe(0);
  expect(agreement.differences).toEqual([`${id}: read with 0 writes instead of write with 1`]);
});

it("names a handler that was not found, and handlers that do not exist", () => {
  const handlers = [{ id: "src/app/api/other/route.ts#GET", classification: "read", effects: [] }];
  const { differences } = agreementOf([{ id, class: "none", writes: 0 }], handlers);
  expect(differences).toEqual([`${id}: not found`, "1 handlers were found that do not exist"]);
});
