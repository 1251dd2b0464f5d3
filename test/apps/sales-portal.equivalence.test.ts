import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { requests } from "../../fixtures/apps/sales-portal/requests.mts";
import { CleanUp } from "../support/sample-app/clean-up.ts";
import { copyApplication, SALES_PORTAL } from "../support/sample-app/copy-application.ts";
import { loadApplication, type LoadedApplication } from "../support/sample-app/load-application.ts";
import { comparable, observeRequest } from "../support/sample-app/observe-request.ts";
import { openSampleDatabase, type SampleDatabase } from "../support/sample-app/sample-database.ts";

/**
 * Compares two copies of the sales portal, request by request, from the same starting state. `MIGRATED_SALES_PORTAL`
 * names the second copy; without it an unchanged copy is used, which shows that the comparison itself holds still.
 */
const migratedRoot = process.env["MIGRATED_SALES_PORTAL"];

let database: SampleDatabase;
let legacy: LoadedApplication;
let migrated: LoadedApplication;
const cleanUp = new CleanUp();

beforeAll(async () => {
  database = cleanUp.add(await openSampleDatabase(SALES_PORTAL), (opened) => opened.stop());
  const copy = cleanUp.add(await copyApplication(migratedRoot), (made) => made.remove());
  legacy = cleanUp.add(await loadApplication(SALES_PORTAL, database.url), (loaded) => loaded.close());
  migrated = cleanUp.add(await loadApplication(copy.root, database.url), (loaded) => loaded.close());
}, 60_000);

afterAll(() => cleanUp.run());

describe("two copies of the sales portal answer alike and leave the same rows", () => {
  test.each(requests.map((request) => [`${request.at ?? request.handler} ${request.name}`, request] as const))(
    "%s",
    async (_title, request) => {
      const before = comparable(await observeRequest(database, legacy, request));
      const after = comparable(await observeRequest(database, migrated, request));
      expect(after).toEqual(before);
    },
  );
});
