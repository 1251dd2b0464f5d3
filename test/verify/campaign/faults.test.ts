import { expect, test } from "vitest";
import { describeFault } from "../../../src/verify/campaign/describe-fault.ts";
import { type FaultChoice, faultsOf } from "../../../src/verify/campaign/faults.ts";
import type { Observation } from "../../../src/verify/campaign/observe.ts";
import type { Fault } from "../../../src/verify/model/fault.ts";
import type { ExternalCallSeen } from "../../../src/verify/model/outcome.ts";
import { outcome, sent, traffic } from "../../support/verify/observations.ts";

const ALL: FaultChoice = { kinds: ["constraint", "connection", "timeout"], external: true, frames: false };

function run(statements: readonly string[], calls: readonly ExternalCallSeen[] = []): Observation {
  return { outcome: outcome({ calls }), changes: {}, traffic: traffic(sent(...statements)), faultReached: true };
}

function textOf(fault: Fault): string {
  return fault.step === "statement" ? fault.text : fault.url;
}

test("each statement of both versions fails in each way, wherever the frames are", () => {
  const { faults, unmatched } = faultsOf(
    run(["BEGIN", "SELECT 1", "INSERT 1", "INSERT 1", "COMMIT"]),
    run(["SELECT 1", "BEGIN", "INSERT 1", "INSERT 1", "COMMIT"]),
    ALL,
  );
  expect(unmatched).toEqual({ legacy: [], migrated: [] });
  expect(faults).toHaveLength(9);
  expect(faults.map((fault) => describeFault(fault))).toContain(
    "statement 3 of 3 fails as a unique violation: INSERT 1",
  );
  expect(faults.filter(({ legacy }) => legacy.step === "statement" && legacy.occurrence === 1)).toHaveLength(3);
});

test("what only one version sends is counted, not made to fail", () => {
  const { faults, unmatched } = faultsOf(run(["SELECT 1", "SELECT 2"]), run(["SELECT 1 UNION 2"]), ALL);
  expect(faults).toEqual([]);
  expect(unmatched).toEqual({ legacy: ["SELECT 1", "SELECT 2"], migrated: ["SELECT 1 UNION 2"] });
});

test("a query that Prisma words differently in a transaction is the same query", () => {
  const { faults, unmatched } = faultsOf(
    run([`SELECT "Sku"."name" FROM "Sku" WHERE "Sku"."name" LIKE ($1 || '%')`, `SELECT "Sku"."id" FROM "Sku"`]),
    run([`SELECT "Sku"."id" FROM "Sku"`, `SELECT "Sku"."name" FROM "Sku" WHERE "Sku"."name" LIKE $1`]),
    { ...ALL, kinds: ["constraint"] },
  );
  expect(unmatched).toEqual({ legacy: [], migrated: [] });
  const texts = faults.map(({ legacy, migrated }) => [textOf(legacy), textOf(migrated)]);
  expect(texts[0]?.map((text) => text.includes("||"))).toEqual([true, false]);
  expect(texts[1]?.[0]).toBe(texts[1]?.[1]);
});

test("external calls fail unless they fail anyway", () => {
  const mail: ExternalCallSeen = {
    method: "POST",
    url: "https://mail.invalid/",
    body: 1,
    answered: 200,
    openTransactions: 0,
  };
  const calls = [mail, { ...mail, body: 2 }, { ...mail, url: "https://sms.invalid/", answered: "down" as const }];
  const { faults } = faultsOf(run([], calls), run([], calls), ALL);
  expect(faults.map((fault) => describeFault(fault))).toEqual([
    "external call 1 of 3 fails: POST https://mail.invalid/",
    "external call 2 of 3 fails: POST https://mail.invalid/",
  ]);
  expect(faults.map(({ legacy }) => legacy)).toMatchObject([{ occurrence: 0 }, { occurrence: 1 }]);
});

test("the COMMIT of the writing transaction is found among others", () => {
  const { faults } = faultsOf(
    run(["BEGIN", "SELECT 1", "INSERT 1", "COMMIT"]),
    run(["BEGIN", "SELECT 1", "COMMIT", "BEGIN", "INSERT 1", "COMMIT"]),
    { kinds: ["constraint", "timeout"], external: false, frames: true },
  );
  const commits = faults.filter((fault) => fault.class === "commit");
  expect(commits).toMatchObject([{ legacy: { text: "COMMIT", occurrence: 0 }, migrated: { occurrence: 1 } }]);
});

test("with handlers only, what came before a handler and after it is not made to fail", () => {
  const seen = run(["SELECT session", "SELECT 1", "INSERT 1", "SELECT after"]); // each at its index
  const handlers = [{ id: "one", operations: [], entered: 0.5, left: 2.5 }];
  const legacy = { ...seen, outcome: outcome({ handlers }) };
  const { faults } = faultsOf(legacy, seen, { ...ALL, kinds: ["constraint"], handlersOnly: true });
  expect(faults.map((fault) => [textOf(fault.legacy), fault.position])).toEqual([
    ["SELECT 1", 2],
    ["INSERT 1", 3],
  ]);
});

test("in turn, each statement fails in one way, and all ways come", () => {
  const statements = ["SELECT 1", "SELECT 2", "INSERT 1", "INSERT 2"];
  const { faults } = faultsOf(run(statements), run(statements), { ...ALL, inTurn: true });
  expect(faults.map(({ legacy }) => textOf(legacy))).toEqual(statements);
  const kinds = faults.map(({ legacy }) => (legacy.step === "statement" ? legacy.kind : null));
  expect(new Set(kinds)).toEqual(new Set(ALL.kinds));
});
