import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RecordedRequest, requests } from "../../fixtures/apps/sales-portal/requests.mts";
import { type Observation, observe, type Stage } from "../../src/verify/campaign/observe.ts";
import { keepState } from "../../src/verify/database/state-keeper.ts";
import type { RowChanges } from "../../src/verify/model/database.ts";
import type { Fault } from "../../src/verify/model/fault.ts";
import type { HandlerRequest } from "../../src/verify/model/request.ts";
import { BOUND_ROLE } from "../support/sample-app/bound-role.ts";
import { CleanUp } from "../../src/verify/setup/clean-up.ts";
import { SALES_PORTAL } from "../support/sample-app/copy-application.ts";
import { describeChanges } from "../support/verify/describe-changes.ts";
import { sampleRequests } from "../support/verify/sample-requests.ts";
import { SAMPLE_DATABASE, sampleAdmin, startSampleServer } from "../support/verify/sample-server.ts";
import { openSampleVersion } from "../support/verify/sample-stages.ts";

const OTHER_TENANT = /2[0]{7}-0000-4000-8000-\d{12}/g;
const OTHER_TENANTS_NAMES = / Ltd\b/;

/** The routes with the most statements, each writing to several tables through the session client alone. */
const ATOMIC = [
  ["src/app/api/orders/route.ts#POST", "places"],
  ["src/app/api/orders/[orderId]/ship/route.ts#POST", "ships"],
  ["src/app/api/customers/merge/route.ts#POST", "moves the orders"],
  ["src/app/api/call-plans/[planId]/publish/route.ts#POST", "publishes"],
] as const;

let admin: pg.Client;
let databaseUrl: string;
let stage: Stage;
const cleanUp = new CleanUp();

beforeAll(async () => {
  const server = await startSampleServer(cleanUp);
  admin = await sampleAdmin(server, cleanUp);
  databaseUrl = server.url(SAMPLE_DATABASE, BOUND_ROLE);
  const keeper = cleanUp.add(await keepState(server.url(SAMPLE_DATABASE)), (kept) => kept.close());
  const legacy = await openSampleVersion(SALES_PORTAL, databaseUrl, cleanUp);
  stage = { keeper, legacy, migrated: legacy };
}, 60_000);

afterAll(() => cleanUp.run());

function send(request: HandlerRequest, fault: Fault | null): Promise<Observation> {
  return observe(stage, { version: "legacy", request, fault });
}

describe("the database of the sales portal", () => {
  test("binds the application's role to row level security", async () => {
    const asApplication = new pg.Client({ connectionString: databaseUrl });
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

  test("has look-alike rows for two tenants", async () => {
    const codes = async (tenant: string): Promise<readonly string[]> => {
      const sql = 'SELECT code FROM "Customer" WHERE "tenantId" = $1 ORDER BY id';
      const { rows } = await admin.query<{ code: string }>(sql, [tenant]);
      return rows.map(({ code }) => code);
    };
    const first = await codes("10000000-0000-4000-8000-000000000001");
    expect(first.length).toBeGreaterThan(0);
    expect(first).toEqual(await codes("20000000-0000-4000-8000-000000000001"));
  });
});

describe("the sales portal before its migration", () => {
  test.each(requests.map((request, index) => [`${request.at ?? request.handler} ${request.name}`, request, index]))(
    "%s",
    async (_title, recorded, index) => {
      const { outcome, changes } = await send(requestAt(index), null);
      const { status, text } = answerOf(outcome.response);

      expect({ status, writes: describeChanges(changes), text }).toEqual({
        status: recorded.status,
        writes: recorded.writes ?? "",
        text: recorded.says === undefined ? text : (expect.stringContaining(recorded.says) as string),
      });
      expect(outcome.laterErrors.length > 0).toBe(recorded.afterFails === true);
      expect(foreignTraces(text, recorded)).toEqual([]);
      expect(changesOfOtherTenant(changes)).toEqual([]);
    },
  );
});

describe("whichever statement fails, the sales portal before its migration keeps nothing", () => {
  test.each(ATOMIC)("%s %s", async (handler, name) => {
    const request = requestAt(requests.findIndex((one) => one.handler === handler && one.name === name));
    const { traffic } = await send(request, null);
    const statements = traffic.statements.filter(({ isFrame }) => !isFrame);
    expect(statements.length).toBeGreaterThan(8);

    for (const { text, occurrence } of statements) {
      const seen = await send(request, { step: "statement", text, occurrence, kind: "timeout" });
      const { status } = answerOf(seen.outcome.response);
      const { faultReached, changes } = seen;
      expect({ status, faultReached, changes }, text).toEqual({ status: 500, faultReached: true, changes: {} });
    }
  });
});

function requestAt(index: number): HandlerRequest {
  const request = sampleRequests[index];
  if (request === undefined) throw new Error("There is no such recorded request.");
  return request;
}

/** The status, and all that the caller can read: for a redirect, where to. */
function answerOf(response: Observation["outcome"]["response"]): { readonly status: number; readonly text: string } {
  if (response.kind === "threw") throw new Error(`The handler threw: ${response.error}`);
  const { status, body, headers } = response;
  const location = headers.find(([name]) => name === "location")?.[1];
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return { status, text: location ?? text };
}

/** Ids and names of the other tenant in an answer, except those the caller named. */
function foreignTraces(text: string, request: RecordedRequest): string[] {
  const sent = JSON.stringify(request);
  const ids = (text.match(OTHER_TENANT) ?? []).filter((id) => !sent.includes(id));
  return OTHER_TENANTS_NAMES.test(text) ? [...ids, "Ltd"] : ids;
}

function changesOfOtherTenant(changes: RowChanges): unknown[] {
  return Object.values(changes)
    .flatMap(({ added, removed, changed }) => [
      ...added,
      ...removed,
      ...changed.flatMap(({ before, after }) => [before, after]),
    ])
    .filter((row) => String(row["tenantId"] ?? row["tenant_id"]).startsWith("2"));
}
