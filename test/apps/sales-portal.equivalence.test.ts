import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { requests } from "../../fixtures/apps/sales-portal/requests.mts";
import { CleanUp } from "../support/sample-app/clean-up.ts";
import { SALES_PORTAL } from "../support/sample-app/copy-application.ts";
import { loadApplication, type LoadedApplication } from "../support/sample-app/load-application.ts";
import { migratedCopy } from "../support/sample-app/migrate-copy.ts";
import { comparable, observeRequest } from "../support/sample-app/observe-request.ts";
import { openSampleDatabase, type SampleDatabase } from "../support/sample-app/sample-database.ts";

/** The sales portal before and after its migration: every recorded request, from the same starting state. */
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

describe("the migrated sales portal answers as before and leaves the same rows", () => {
  test.each(requests.map((request) => [`${request.at ?? request.handler} ${request.name}`, request] as const))(
    "%s",
    async (_title, request) => {
      const before = comparable(await observeRequest(database, legacy, request));
      const after = comparable(await observeRequest(database, migrated, request));
      expect(after).toEqual(before);
    },
  );
});
