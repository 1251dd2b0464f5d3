import picocolors from "picocolors";
import { describe, expect, test } from "vitest";
import type { PlannedHandler } from "../../src/model/plan.ts";
import { renderExplanation } from "../../src/report/explain.ts";
import { heldText } from "../../src/report/explain/held.ts";
import { parseStep } from "../../src/report/explain/step.ts";
import { effect, externalCall, plannedHandler } from "../support/planned-handler.ts";
import { createOrder } from "../support/sample-result.ts";

const terminal = { paint: picocolors.createColors(false), columns: 80 };

const lines: Readonly<Record<string, string>> = {
  "src/app/(sales)/api/orders/route.ts:14": "    const customer = await db.customer.findFirst({",
  "src/app/(sales)/api/orders/route.ts:18": "    const quote = await fetchFreightQuote(customer.postalCode);",
  "src/app/(sales)/api/orders/route.ts:20": "    const order = await db.order.create({ data: { tenantId } });",
  "src/app/(sales)/api/orders/route.ts:22": "      await db.inventory.update({",
  "src/app/(sales)/api/orders/route.ts:27": "    const invoice = await createInvoice(db, tenantId, order);",
  "src/app/(sales)/api/orders/route.ts:29":
    "    await mailer.sendMail({ to: customer.email, subject: `Order ${order.id}`, html: confirmation });",
  "src/lib/freight.ts:4": '  const response = await fetch("https://freight.example/quote");',
  "src/lib/invoices.ts:6": "  const number = await nextNumber(db);",
  "src/lib/invoices.ts:8": "  return db.invoice.create({ data: { number } });",
};

function explain(handler: PlannedHandler, diff = ""): string {
  const lineText = (file: string, line: number): string | null => lines[`${file}:${line}`] ?? null;
  return renderExplanation({ handler, lineText, diff }, terminal);
}

test("a handler of tier review, with helpers, external calls and a region", () => {
  expect(explain(createOrder, "diff --git a/x b/x\n")).toMatchInlineSnapshot(`
    "POST /api/orders
    src/app/(sales)/api/orders/route.ts#POST
    src/app/(sales)/api/orders/route.ts:12

      wrapper  withSalesSession
      class    write - changes or locks rows
      tier     review - rewritten with --include-review, something differs
      phase    3 - handlers with writes
      risk     high - 3 writes, write in a loop, external call near writes

    What it does
    ├─ read  customer.findFirst  src/app/(sales)/api/orders/route.ts:14
    │     const customer = await db.customer.findFirst({
    ├─ calls fetchFreightQuote  src/app/(sales)/api/orders/route.ts:18
    │  │  const quote = await fetchFreightQuote(customer.postalCode);
    │  └─ external  fetch (before the transaction)  src/lib/freight.ts:4
    │        const response = await fetch("https://freight.example/quote");
    ├─ write  order.create  src/app/(sales)/api/orders/route.ts:20
    │     const order = await db.order.create({ data: { tenantId } });
    ├─ write  inventory.update  src/app/(sales)/api/orders/route.ts:22
    │     await db.inventory.update({
    ├─ calls createInvoice  src/app/(sales)/api/orders/route.ts:27
    │  │  const invoice = await createInvoice(db, tenantId, order);
    │  ├─ calls nextNumber  src/lib/invoices.ts:6
    │  │  │  const number = await nextNumber(db);
    │  │  └─ lock  $queryRaw  src/lib/numbers.ts:5
    │  └─ write  invoice.create  src/lib/invoices.ts:8
    │        return db.invoice.create({ data: { number } });
    └─ external  nodemailer sendMail (after the transaction)  src/app/(sales)/api/orders/route.ts:29
          await mailer.sendMail({ to: customer.email, subject: \`Order \${order.id}\`,…

    Transaction
      lines 20 to 27 of src/app/(sales)/api/orders/route.ts
         20 |     const order = await db.order.create({ data: { tenantId } });
         27 |     const invoice = await createInvoice(db, tenantId, order);

    Connection
      today    Held for the whole request: 1 read, 3 writes, 1 lock, fetch and
               nodemailer sendMail.
      after    Held for lines 20 to 27: 3 writes and 1 lock. fetch and nodemailer
               sendMail run without one.

    Reasons
      MS3002  review  src/app/(sales)/api/orders/route.ts:29
              nodemailer sendMail runs after the writes. If it throws, the writes
              are rolled back today and kept after the migration. Decide whether
              they should be kept; if not, move it before the first write.
              docs/diagnostics.md#ms3002-external-call-after-the-writes-can-throw
      MS2012  note  src/app/(sales)/api/orders/route.ts:16
              \`prisma.metric.create\` goes through the application's own client,
              outside the session's transaction: it commits on its own, today and
              after the migration. Check that this is wanted.
              docs/diagnostics.md#ms2012-write-through-the-applications-own-client

    Change
    diff --git a/x b/x
    "
  `);
});

test("a migrated handler: what it holds now, and no region", () => {
  const handler = plannedHandler({ state: "migrated", tier: "done", effects: [effect()] });
  const text = explain(handler);
  expect(text).toContain("today    Held only while a query runs.");
  expect(text).not.toContain("after  ");
  expect(text).not.toContain("Transaction\n");
  expect(text).not.toContain("Change\n");
});

test("the same operation on two paths of one helper is shown under each call", () => {
  const file = "src/a.ts";
  const calls = [10, 20].map((line) => effect({ path: [`${file}#GET:${line}`, "src/lib/b.ts#load:3"] }));
  const text = explain(plannedHandler({ file, effects: calls }));
  expect(text.match(/calls load/g)).toHaveLength(2);
});

test("effects without a path stand at their own place", () => {
  expect(explain(plannedHandler({ effects: [effect({ path: [] })] }))).toContain("src/app/api/orders/route.ts:14");
});

describe("what is held", () => {
  const file = "src/a.ts";
  const at = (line: number): string[] => [`${file}#POST:${line}`];
  const effects = [
    effect({ path: at(10) }),
    effect({ kind: "write", path: at(20) }),
    effect({ kind: "write", path: at(21), client: "global" }),
    effect({ kind: "unknown", path: at(22) }),
  ];

  test("a rewritten write: the region's operations only, external calls outside run without a connection", () => {
    const externalCalls = [
      externalCall({ what: "fetch", position: "before" }),
      externalCall({ what: "resend", position: "inside" }),
    ];
    const handler = plannedHandler({ file, effects, externalCalls, regions: [{ startLine: 20, endLine: 22 }] });
    expect(heldText(handler)).toEqual({
      today: "Held for the whole request: 1 read, 1 write, 1 unknown operation, fetch and resend.",
      after: "Held for lines 20 to 22: 1 write, 1 unknown operation and resend. fetch runs without one.",
    });
  });

  test("a handler that is not rewritten: as today", () => {
    expect(heldText(plannedHandler({ tier: "manual" }))).toEqual({
      today: "Held for the whole request.",
      after: "As today: the handler is not rewritten.",
    });
  });

  test("a handler without database: never, once it is migrated", () => {
    expect(heldText(plannedHandler({ classification: "none" })).after).toBe(
      "Never held: the handler does not use the database.",
    );
  });
});

describe("steps of a path", () => {
  test.each([
    ["src/a.ts#GET:12", { file: "src/a.ts", function: "GET", line: 12 }],
    ["src/(a)/[b]/c.ts#OrderService.place:3", { file: "src/(a)/[b]/c.ts", function: "OrderService.place", line: 3 }],
    ["src/a#b.ts#load:3", { file: "src/a#b.ts", function: "load", line: 3 }],
    ["src/a.ts:7", { file: "src/a.ts", function: "", line: 7 }],
    ["src/a.ts", { file: "src/a.ts", function: "", line: 1 }],
  ])("%s", (step, expected) => {
    expect(parseStep(step)).toEqual(expected);
  });
});
