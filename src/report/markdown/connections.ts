import { compareBy } from "../../model/compare.ts";
import type { MigrationResult, PlannedExternalCall, PlannedHandler } from "../../model/plan.ts";
import { heldAfterMigration, heldToday } from "../connections.ts";
import type { Hold } from "../connections.ts";
import { placeOf } from "../findings.ts";
import { summarise } from "../summary.ts";
import { counted } from "../wording.ts";
import { code } from "./escape.ts";
import { table } from "./table.ts";

/** What the migration does to the connection pool; handlers that hold a connection during external calls first. */
export function connectionsSection(result: MigrationResult): readonly string[] {
  return ["## Connections", "", ...holdTable(result.handlers), "", ...externalCalls(result)];
}

const holdTexts: Readonly<Record<Hold, string>> = {
  request: "for the whole request",
  transaction: "while its tenant transactions are open",
  query: "while a query runs",
  never: "never",
};

function holdTable(handlers: readonly PlannedHandler[]): readonly string[] {
  const holds: readonly Hold[] = ["request", "transaction", "query", "never"];
  const today = handlers.map((handler) => heldToday(handler).hold);
  const after = handlers.map((handler) => heldAfterMigration(handler).hold);
  const count = (among: readonly Hold[], hold: Hold): string => String(among.filter((other) => other === hold).length);
  return table(
    [
      { head: "A handler holds a connection" },
      { head: "today", align: "right" },
      { head: "after the migration", align: "right" },
    ],
    holds.map((hold) => [holdTexts[hold], count(today, hold), count(after, hold)]),
  );
}

function externalCalls(result: MigrationResult): readonly string[] {
  const { today, afterMigration } = summarise(result).heldDuringExternalCalls;
  if (today === 0) return ["No handler holds a connection while an external call runs."];
  const holding = result.handlers
    .filter((handler) => heldToday(handler).during.length > 0)
    .sort(
      compareBy(
        (handler) => -heldToday(handler).during.length,
        (handler) => handler.id,
      ),
    );
  return [
    `${counted(today, "handler")} ${today === 1 ? "holds" : "hold"} a connection while an external call runs; ` +
      `after the migration ${afterMigration} will. These are worth migrating first.`,
    "",
    ...table(
      [{ head: "Handler" }, { head: "Call" }, { head: "Place" }, { head: "After the migration" }],
      [...holding.flatMap(callRows)],
    ),
  ];
}

function callRows(handler: PlannedHandler): string[][] {
  const calls = [...heldToday(handler).during].sort(
    compareBy(
      (call) => call.file,
      (call) => call.line,
      (call) => call.what,
      (call) => call.position,
    ),
  );
  return calls.map((call) => [code(handler.id), code(call.what), code(placeOf(call)), effectOn(call, handler)]);
}

const freedTexts: Readonly<Record<PlannedExternalCall["position"], string>> = {
  before: "not held: runs before the transaction",
  after: "not held: runs after the transaction",
  "no-region": "not held: there is no transaction",
  inside: "**held**: runs inside the transaction",
};

function effectOn(call: PlannedExternalCall, handler: PlannedHandler): string {
  if (handler.tier === "manual" || handler.tier === "error") return "**held**: the handler is not rewritten";
  return freedTexts[call.position];
}
