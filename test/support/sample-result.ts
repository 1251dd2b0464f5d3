import { diagnostic } from "../../src/diagnostics/create.ts";
import type { MigrationResult, PlannedHandler } from "../../src/model/plan.ts";
import { effect, externalCall, plannedHandler, resultOf } from "./planned-handler.ts";

/** A small repository on its way: every tier, both phases, two families, external calls inside and outside. */
export function sampleResult(): MigrationResult {
  return resultOf([...reads, ...writes, importOrders, webhook, broken]);
}

function read(name: string, changes: Partial<PlannedHandler> = {}): PlannedHandler {
  const file = `src/app/(sales)/api/${name}/route.ts`;
  return plannedHandler({
    file,
    id: `${file}#GET`,
    route: `/api/${name}`,
    effects: [effect({ file, model: "customer", path: [`${file}#GET:14`] })],
    ...changes,
  });
}

const done = { state: "migrated", tier: "done" } as const;

const reads: readonly PlannedHandler[] = [
  read("customers", done),
  read("customers/[customerId]", done),
  read("orders/[orderId]/summary", {
    externalCalls: [externalCall({ file: "src/lib/summary.ts", line: 9, what: "openai chat.completions.create" })],
  }),
  ...["skus", "tags", "tasks", "invoices", "activities", "reps", "territories", "call-plans", "reports", "notes"].map(
    (name) => read(name),
  ),
  read("health", { classification: "none", effects: [] }),
  read("exports", {
    tier: "review",
    risk: "medium",
    riskFactors: ["tenant isolation in question", "no writes"],
    reasons: [
      diagnostic("MS2006", { file: "src/app/(sales)/api/exports/route.ts", line: 21 }, { operation: "order.count" }),
    ],
  }),
];

function write(name: string, changes: Partial<PlannedHandler> = {}): PlannedHandler {
  const file = `src/app/(sales)/api/${name}/route.ts`;
  return plannedHandler({
    file,
    id: `${file}#POST`,
    method: "POST",
    route: `/api/${name}`,
    classification: "write",
    phase: 3,
    risk: "medium",
    riskFactors: ["1 write"],
    effects: [effect({ file, kind: "write", operation: "create", line: 20, path: [`${file}#POST:20`] })],
    regions: [{ startLine: 20, endLine: 22 }],
    ...changes,
  });
}

const ordersFile = "src/app/(sales)/api/orders/route.ts";

/** EXAMPLES.md 3: a check, an external call, then several writes. */
export const createOrder: PlannedHandler = write("orders", {
  tier: "review",
  risk: "high",
  riskFactors: ["3 writes", "write in a loop", "external call near writes"],
  effects: [
    effect({ file: ordersFile, model: "customer", operation: "findFirst", line: 14, path: [`${ordersFile}#POST:14`] }),
    effect({ file: ordersFile, kind: "write", operation: "create", line: 20, path: [`${ordersFile}#POST:20`] }),
    effect({
      file: ordersFile,
      kind: "write",
      model: "inventory",
      operation: "update",
      line: 22,
      path: [`${ordersFile}#POST:22`],
    }),
    effect({
      file: "src/lib/invoices.ts",
      kind: "write",
      model: "invoice",
      operation: "create",
      line: 8,
      path: [`${ordersFile}#POST:27`, "src/lib/invoices.ts#createInvoice:8"],
    }),
    effect({
      file: "src/lib/numbers.ts",
      kind: "lock",
      model: null,
      operation: "$queryRaw",
      line: 5,
      path: [`${ordersFile}#POST:27`, "src/lib/invoices.ts#createInvoice:6", "src/lib/numbers.ts#nextNumber:5"],
    }),
  ],
  externalCalls: [
    externalCall({
      file: "src/lib/freight.ts",
      line: 4,
      path: [`${ordersFile}#POST:18`, "src/lib/freight.ts#fetchFreightQuote:4"],
      position: "before",
    }),
    externalCall({
      kind: "mail",
      what: "nodemailer sendMail",
      file: ordersFile,
      line: 29,
      path: [`${ordersFile}#POST:29`],
      position: "after",
    }),
  ],
  regions: [{ startLine: 20, endLine: 27 }],
  reasons: [
    diagnostic("MS3002", { file: ordersFile, line: 29 }, { what: "nodemailer sendMail" }),
    diagnostic("MS2012", { file: ordersFile, line: 16 }, { operation: "prisma.metric.create" }),
  ],
});

const writes: readonly PlannedHandler[] = [
  createOrder,
  ...["contacts", "tasks", "tags", "activities", "customers", "notes", "visits"].map((name) => write(name)),
  write("payments", {
    risk: "high",
    riskFactors: ["2 writes", "external call near writes"],
    externalCalls: [externalCall({ kind: "payment", what: "stripe charges.create", line: 21, position: "inside" })],
    reasons: [
      diagnostic(
        "MS3001",
        { file: "src/app/(sales)/api/payments/route.ts", line: 21 },
        { what: "stripe charges.create" },
      ),
    ],
  }),
  write("quotes", {
    tier: "review",
    reasons: [diagnostic("MS3002", { file: "src/app/(sales)/api/quotes/route.ts", line: 30 }, { what: "fetch" })],
  }),
];

const importOrders = write("imports", {
  tier: "manual",
  risk: "high",
  riskFactors: ["4 writes", "write in a loop"],
  classification: "unknown",
  regions: [],
  externalCalls: [externalCall({ kind: "storage", what: "s3 getObject", line: 17 })],
  reasons: [
    diagnostic(
      "MS2001",
      { file: "src/app/(sales)/api/imports/route.ts", line: 24 },
      { callee: "importer.run(db, rows)" },
    ),
  ],
});

const webhook = write("webhooks/[provider]", {
  wrapper: "withAdminSession",
  tier: "manual",
  reasons: [
    diagnostic(
      "MS1008",
      { file: "src/app/(sales)/api/webhooks/[provider]/route.ts", line: 9 },
      { wrapper: "withAdminSession" },
    ),
  ],
});

const broken = write("legacy", {
  tier: "error",
  classification: "unknown",
  effects: [],
  regions: [],
  reasons: [
    diagnostic("MS1002", { file: "src/app/(sales)/api/legacy/route.ts", line: 40 }, { problem: "'}' expected" }),
  ],
});
