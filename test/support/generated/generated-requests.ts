import type { ExternalAnswer, HandlerRequest } from "../../../src/verify/model/request.ts";
import { nobody, rowId } from "./render/expressions.ts";

const answers: readonly ExternalAnswer[] = [
  { url: "https://mail.invalid/", answer: { status: 200, json: { id: "mail-1" } } },
  { url: "https://carrier.invalid/", answer: { status: 200, json: { trackingCode: "TRK-123" } } },
  { url: "https://sms.invalid/", answer: { status: 200, json: {} } },
  { url: "https://freight.invalid/", answer: { status: 200, json: { carrier: "Swift", cents: 1500, days: 2 } } },
  { url: "https://files.invalid/", answer: { status: 200, json: {} } },
];

const refusals: readonly ExternalAnswer[] = [
  { url: "https://mail.invalid/", answer: { status: 500, json: {} } },
  { url: "https://carrier.invalid/", answer: "down" },
];

/** Requests that take different ways through a generated handler. */
export function requestsFor(file: string): readonly HandlerRequest[] {
  return [
    request(file, "a customer of ours, two names", {
      mode: 0,
      count: 2,
      flag: true,
      name: "ada",
      customerId: rowId(7, 1),
      names: ["a", "b"],
    }),
    request(file, "nobody and nothing", { mode: 1, count: 0, flag: false, name: "vip", customerId: nobody, names: [] }),
    request(
      file,
      "another customer, services fail",
      { mode: 2, count: 5, flag: false, name: "beta-search", customerId: rowId(7, 2), names: ["one"] },
      refusals,
    ),
  ];
}

function request(file: string, name: string, body: object, external: readonly ExternalAnswer[] = []): HandlerRequest {
  return {
    name,
    target: { file, exported: "POST", kind: "route" },
    method: "POST",
    url: "https://portal.invalid/api/generated",
    // Bruno, a representative of the first tenant.
    headers: {
      "x-tenant-slug": "miravalle",
      "content-type": "application/json",
      cookie: `sales_session=${rowId(5, 2)}`,
    },
    body: { text: JSON.stringify(body) },
    params: {},
    form: null,
    external: [...external, ...answers],
  };
}
