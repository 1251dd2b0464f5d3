import type { ExternalAnswer, HandlerRequest } from "../../../src/verify/model/request.ts";

const id = (kind: number, n: number): string =>
  `10000000-0000-4000-8000-${String(kind).padStart(4, "0")}${String(n).padStart(8, "0")}`;

const nobody = "00000000-0000-4000-8000-000000000000";
const customer = id(7, 1);
const ana = id(5, 1); // manager
const bruno = id(5, 2); // representative

interface Case {
  readonly session?: string;
  readonly mail?: ExternalAnswer["answer"];
  readonly body: object;
}

/** What takes each way through the legacy handlers of `fixtures/mistakes`. */
const cases: Readonly<Record<string, Readonly<Record<string, Case>>>> = {
  note: {
    "adds a note": { body: { customerId: customer, text: "Closed on Mondays", pinned: false } },
    "pins a note": { body: { customerId: customer, text: "Closed on Mondays", pinned: true } },
    "knows no such customer": { body: { customerId: nobody, text: "Closed on Mondays", pinned: true } },
  },
  reminder: {
    "writes a mail": { body: { customerId: customer, title: "Call back" } },
    "has its mail refused": { mail: { status: 500, text: "full" }, body: { customerId: customer, title: "Call back" } },
    "has no connection": { mail: "down", body: { customerId: customer, title: "Call back" } },
    "knows no such customer": { body: { customerId: nobody, title: "Call back" } },
  },
  visit: {
    "plans a visit": { body: { customerId: customer, title: "Visit" } },
    "has a customer on hold": { body: { customerId: id(7, 3), title: "Visit" } },
    "knows no such customer": { body: { customerId: nobody, title: "Visit" } },
  },
  closing: {
    "closes two": { session: ana, body: { taskIds: [id(20, 1), id(20, 2)] } },
    "does not find the second": { session: ana, body: { taskIds: [id(20, 1), nobody, id(20, 2)] } },
    "is for managers": { session: bruno, body: { taskIds: [id(20, 1)] } },
  },
};

/** Requests for a legacy handler of `fixtures/mistakes`, which stands in this file. */
export function mistakeRequests(handler: string, file: string): readonly HandlerRequest[] {
  return Object.entries(cases[handler] ?? {}).map(([name, { session = bruno, mail, body }]) => ({
    name,
    target: { file, exported: "POST", kind: "route" },
    method: "POST",
    url: `https://portal.invalid/api/mistakes/${handler}`,
    headers: {
      "x-tenant-slug": "miravalle",
      "content-type": "application/json",
      cookie: `sales_session=${session}`,
    },
    body: { text: JSON.stringify(body) },
    params: {},
    form: null,
    external: [{ url: "https://mail.invalid/", answer: mail ?? { status: 200, json: { id: "mail-1" } } }],
  }));
}
