import { expect, test } from "vitest";
import { suggestIds } from "../../src/report/suggest-ids.ts";

const ids = [
  "src/app/(sales)/api/orders/route.ts#GET",
  "src/app/(sales)/api/orders/route.ts#POST",
  "src/app/(sales)/api/orders/[orderId]/route.ts#PATCH",
  "src/app/(sales)/api/customers/route.ts#GET",
  "src/app/(sales)/api/customers/[customerId]/notes/route.ts#POST",
];

test.each([
  ["another method of the same file", "src/app/(sales)/api/customers/route.ts#PUT", [ids[3]]],
  ["a file without method", "src/app/(sales)/api/orders/route.ts", [ids[0], ids[1]]],
  ["a typing error", "src/app/(sales)/api/custmers/route.ts#GET", [ids[3]]],
  ["a method and a route", "POST /api/orders", [ids[1]]],
  ["a part of a route in other case", "/API/Orders/[", [ids[2]]],
  ["many candidates: three of them", "api", [ids[4], ids[3], ids[2]]],
  ["nothing like it", "zzz", []],
  ["nothing", "", []],
])("%s", (_, id, expected) => {
  expect(suggestIds(id, ids)).toEqual(expected);
});
