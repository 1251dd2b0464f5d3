import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { requests } from "../../fixtures/apps/sales-portal/requests.mts";
import { CleanUp } from "../support/sample-app/clean-up.ts";
import { SALES_PORTAL } from "../support/sample-app/copy-application.ts";
import { describeChanges, type Rows } from "../support/sample-app/dump-rows.ts";
import { withFailingStatement } from "../support/sample-app/failing-statement.ts";
import { loadApplication, type LoadedApplication } from "../support/sample-app/load-application.ts";
import { observeRequest } from "../support/sample-app/observe-request.ts";
import { openSampleDatabase, type SampleDatabase } from "../support/sample-app/sample-database.ts";

/** The routes with the most statements, each writing to several tables through the session client alone. */
const ATOMIC = [
  ["src/app/api/orders/route.ts#POST", "places"],
  ["src/app/api/orders/[orderId]/ship/route.ts#POST", "ships"],
  ["src/app/api/customers/merge/route.ts#POST", "moves the orders"],
  ["src/app/api/call-plans/[planId]/publish/route.ts#POST", "publishes"],
] as const;

let database: SampleDatabase;
let application: LoadedApplication;
let seeded: Rows;
const cleanUp = new CleanUp();

beforeAll(async () => {
  database = cleanUp.add(await openSampleDatabase(SALES_PORTAL), (opened) => opened.stop());
  seeded = await database.dump();
  application = cleanUp.add(await loadApplication(SALES_PORTAL, database.url), (loaded) => loaded.close());
});

afterAll(() => cleanUp.run());

describe("whichever statement fails, the sales portal before its migration keeps nothing", () => {
  test.each(ATOMIC)("%s %s", async (handler, name) => {
    const request = requests.find((one) => one.handler === handler && one.name === name);
    if (request === undefined) throw new Error(`No recorded request ${name} for ${handler}`);
    const { statements } = await withFailingStatement(null, () => observeRequest(database, application, request));
    expect(statements.length).toBeGreaterThan(8);

    for (const failing of statements.keys()) {
      const { result } = await withFailingStatement(failing, () => observeRequest(database, application, request));
      const seen = { failing, status: result.outcome.status, changes: describeChanges(seeded, result.rows) };
      expect(seen, statements[failing]).toEqual({ failing, status: 500, changes: "" });
    }
  });
});
