import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RecordedRequest, requests } from "../../fixtures/apps/sales-portal/requests.mts";
import { CleanUp } from "../support/sample-app/clean-up.ts";
import { SALES_PORTAL } from "../support/sample-app/copy-application.ts";
import { withFailingStatement } from "../support/sample-app/failing-statement.ts";
import { loadApplication, type LoadedApplication } from "../support/sample-app/load-application.ts";
import { migratedCopy } from "../support/sample-app/migrate-copy.ts";
import { comparable, type Observation, observeRequest } from "../support/sample-app/observe-request.ts";
import { openSampleDatabase, type SampleDatabase } from "../support/sample-app/sample-database.ts";

/**
 * Contract E with every statement failing once: for each request that writes, the k-th statement fails in Postgres, for
 * each k, before and after the migration. One request for each handler and outcome: the first that writes such rows.
 */
const writing = [
  ...new Map(
    requests.filter(({ writes }) => writes !== undefined).map((one) => [`${one.at ?? one.handler} ${one.writes}`, one]),
  ).values(),
];

let database: SampleDatabase;
let legacy: LoadedApplication;
let migrated: LoadedApplication;
const cleanUp = new CleanUp();

beforeAll(async () => {
  const copy = cleanUp.add(await migratedCopy(), (made) => made.remove());
  database = cleanUp.add(await openSampleDatabase(SALES_PORTAL), (opened) => opened.stop());
  legacy = cleanUp.add(await loadApplication(SALES_PORTAL, database.url), (loaded) => loaded.close());
  migrated = cleanUp.add(await loadApplication(copy.root, database.url), (loaded) => loaded.close());
});

afterAll(() => cleanUp.run());

describe("whichever statement fails, the migrated sales portal answers as before and leaves the same rows", () => {
  test.each(writing.map((request) => [`${request.at ?? request.handler} ${request.name}`, request] as const))(
    "%s",
    async (_title, request) => {
      const { statements } = await withFailingStatement(null, () => observeRequest(database, legacy, request));
      expect(statements.length).toBeGreaterThan(0);
      for (const [k, statement] of statements.entries()) {
        const before = await failing(k, legacy, request);
        const after = await failing(k, migrated, request);
        expect(after, `statement ${k} fails: ${statement}`).toEqual(before);
      }
    },
  );
});

async function failing(k: number, application: LoadedApplication, request: RecordedRequest): Promise<Observation> {
  const { result } = await withFailingStatement(k, () => observeRequest(database, application, request));
  return comparable(result);
}
