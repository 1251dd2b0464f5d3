import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { requests, type RecordedRequest } from "../../fixtures/apps/sales-portal/requests.mts";
import { CleanUp } from "../support/sample-app/clean-up.ts";
import { SALES_PORTAL } from "../support/sample-app/copy-application.ts";
import { describeChanges, type Rows } from "../support/sample-app/dump-rows.ts";
import { loadApplication, type LoadedApplication } from "../support/sample-app/load-application.ts";
import { observeRequest } from "../support/sample-app/observe-request.ts";
import { openSampleDatabase, type SampleDatabase } from "../support/sample-app/sample-database.ts";

const OTHER_TENANT = /2[0]{7}-0000-4000-8000-\d{12}/g;
const OTHER_TENANTS_NAMES = / Ltd\b/;

let database: SampleDatabase;
let application: LoadedApplication;
let seeded: Rows;
const cleanUp = new CleanUp();

beforeAll(async () => {
  database = cleanUp.add(await openSampleDatabase(SALES_PORTAL), (opened) => opened.stop());
  seeded = await database.dump();
  application = cleanUp.add(await loadApplication(SALES_PORTAL, database.url), (loaded) => loaded.close());
}, 60_000);

afterAll(() => cleanUp.run());

describe("the database of the sales portal", () => {
  test("binds the application's role to row level security", async () => {
    const asApplication = new Client({ connectionString: database.url });
    await asApplication.connect();
    const role = await asApplication.query("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user");
    const active = await asApplication.query<{ relname: string }>(
      `SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
          AND NOT row_security_active(oid) ORDER BY relname COLLATE "C"`,
    );
    const customers = await asApplication.query('SELECT count(*)::int AS seen FROM "Customer"');
    await asApplication.end();

    expect(role.rows).toEqual([{ rolsuper: false, rolbypassrls: false }]);
    expect(active.rows.map((row) => row.relname)).toEqual([
      "Permission",
      "Tenant",
      "export_jobs",
      "feature_flags",
      "notifications",
    ]);
    expect(customers.rows, "without a tenant nothing is seen").toEqual([{ seen: 0 }]);
  });

  test("has look-alike rows for two tenants", () => {
    const codes = (tenant: string) =>
      (seeded["Customer"] ?? []).filter((row) => row["tenantId"] === tenant).map((row) => row["code"]);
    expect(codes("10000000-0000-4000-8000-000000000001")).toEqual(codes("20000000-0000-4000-8000-000000000001"));
  });
});

describe("the sales portal before its migration", () => {
  test.each(requests.map((request) => [`${request.at ?? request.handler} ${request.name}`, request] as const))(
    "%s",
    async (_title, request) => {
      const { outcome, rows } = await observeRequest(database, application, request);
      const text = typeof outcome.body === "string" ? outcome.body : JSON.stringify(outcome.body);

      expect({ status: outcome.status, writes: describeChanges(seeded, rows), text }).toEqual({
        status: request.status,
        writes: request.writes ?? "",
        text: request.says === undefined ? text : (expect.stringContaining(request.says) as string),
      });
      expect(outcome.afterErrors.length > 0).toBe(request.afterFails === true);
      expect(foreignTraces(text, request)).toEqual([]);
      expect(rowsOfOtherTenant(rows)).toEqual(rowsOfOtherTenant(seeded));
    },
  );
});

/** Ids and names of the other tenant in an answer, except those the caller named. */
function foreignTraces(text: string, request: RecordedRequest): string[] {
  const sent = JSON.stringify(request);
  const ids = (text.match(OTHER_TENANT) ?? []).filter((id) => !sent.includes(id));
  return OTHER_TENANTS_NAMES.test(text) ? [...ids, "Ltd"] : ids;
}

function rowsOfOtherTenant(rows: Rows): unknown[] {
  return Object.values(rows)
    .flat()
    .filter((row) => String(row["tenantId"] ?? row["tenant_id"]).startsWith("2"));
}
