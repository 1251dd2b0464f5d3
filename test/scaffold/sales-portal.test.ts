import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { defaultConfig } from "../../src/config/default-config.ts";
import { diskWorkspace } from "../../src/io/disk-workspace.ts";
import { planScaffold } from "../../src/scaffold/plan-scaffold.ts";
import { keepState } from "../../src/verify/database/state-keeper.ts";
import type { StateKeeper } from "../../src/verify/model/database.ts";
import { BOUND_ROLE } from "../support/sample-app/bound-role.ts";
import { CleanUp } from "../../src/verify/setup/clean-up.ts";
import { copyApplication } from "../support/sample-app/copy-application.ts";
import { loadApplication, type LoadedApplication } from "../support/sample-app/load-application.ts";
import { SAMPLE_DATABASE, sampleAdmin, startSampleServer } from "../support/verify/sample-server.ts";
import { applied } from "./fixtures.ts";
import { typeErrors } from "./type-check.ts";

/** The sample application after `init`, on a Postgres whose policies bind its role. */
let root: string;
let admin: pg.Client;
let keeper: StateKeeper;
let application: LoadedApplication;
let tenants: readonly [string, string];
const cleanUp = new CleanUp();

type Row = { id: string; tenantId: string };

interface Rows {
  findMany(args?: object): Promise<Row[]>;
  findUnique(args: object): Promise<Row | null> & { contacts(): Promise<Row[]> };
  update(args: object): Promise<{ id: string; name: string }>;
  updateMany(args: object): Promise<{ count: number }>;
  count(): Promise<number>;
}

interface Client {
  customer: Rows;
  $queryRaw(strings: TemplateStringsArray, ...values: unknown[]): Promise<{ tenantId: string }[]>;
  $executeRaw(strings: TemplateStringsArray, ...values: unknown[]): Promise<number>;
  $transaction(work: unknown): Promise<unknown>;
}

beforeAll(async () => {
  const copy = cleanUp.add(await copyApplication(), (made) => made.remove());
  ({ root } = copy);
  const workspace = diskWorkspace(root);
  const plan = await planScaffold({ workspace, config: defaultConfig });
  for (const [file, text] of Object.entries(applied(plan, workspace))) writeFileSync(join(root, file), text);
  const server = await startSampleServer(cleanUp);
  admin = await sampleAdmin(server, cleanUp);
  keeper = cleanUp.add(await keepState(server.url(SAMPLE_DATABASE)), (kept) => kept.close());
  process.env["DATABASE_POOL_SIZE"] = "3";
  application = cleanUp.add(await loadApplication(root, server.url(SAMPLE_DATABASE, BOUND_ROLE)), (loaded) =>
    loaded.close(),
  );
  delete process.env["DATABASE_POOL_SIZE"];
  const { rows } = await admin.query<{ id: string }>('select id from "Tenant" order by slug limit 2');
  const [first, second] = rows;
  if (!first || !second) throw new Error("the seed has two tenants");
  tenants = [first.id, second.id];
}, 60_000);

afterAll(() => cleanUp.run());

async function clientOf(tenant: string): Promise<Client> {
  const { tenantClient } = await application.load("src/lib/prisma.ts");
  return (tenantClient as (tenant: string) => Client)(tenant);
}

async function customersOf(tenant: string): Promise<readonly string[]> {
  const { rows } = await admin.query<{ id: string }>('select id from "Customer" where "tenantId" = $1 order by id', [
    tenant,
  ]);
  return rows.map(({ id }) => id);
}

describe("the scaffolded sample application", () => {
  test("type-checks", { timeout: 120_000 }, () => {
    expect(typeErrors(root)).toBe("");
  });

  test("gets nothing from a second init", async () => {
    const { files } = await planScaffold({ workspace: diskWorkspace(root), config: defaultConfig });
    expect(files).toEqual([]);
  });
});

describe("the tenant-scoped client", () => {
  test("sees only its tenant's rows in 40 interleaved requests of two tenants over three connections", async () => {
    const expected = await Promise.all(tenants.map(customersOf));
    expect(expected.every((ids) => ids.length > 0)).toBe(true);
    const requests = Array.from({ length: 40 }, async (_, index) => {
      const tenant = tenants[index % 2] ?? "";
      const db = await clientOf(tenant);
      const rows = await db.customer.findMany({ orderBy: { id: "asc" } });
      const raw = await db.$queryRaw`select distinct "tenantId"::text from "Customer"`;
      expect(rows.map(({ id }) => id)).toEqual(expected[index % 2]);
      expect(raw).toEqual([{ tenantId: tenant }]);
      expect(await db.customer.count()).toBe(rows.length);
    });
    await Promise.all(requests);
  });

  test("never answers one tenant's findUnique in the statement of another's", async () => {
    const ids = (await Promise.all(tenants.map(customersOf))).flat();
    const clients = await Promise.all(tenants.map(clientOf));
    const found = await Promise.all(
      clients.flatMap((db, owner) =>
        ids.map(async (id) => [owner, await db.customer.findUnique({ where: { id } })] as const),
      ),
    );
    for (const [owner, row] of found) if (row) expect(row.tenantId).toBe(tenants[owner]);
    expect(found.filter(([, row]) => row).length).toBe(ids.length);
  });

  test("scopes relations, fluent calls and promises that are awaited late", async () => {
    const [tenant, other] = tenants;
    const db = await clientOf(tenant);
    const [id = ""] = await customersOf(tenant);
    const [foreign = ""] = await customersOf(other);
    const late = db.customer.findMany({ include: { contacts: true } });
    await (await clientOf(other)).customer.count();
    expect((await late).every((row) => row.tenantId === tenant)).toBe(true);
    expect((await db.customer.findUnique({ where: { id } }).contacts()).every((row) => row.tenantId === tenant)).toBe(
      true,
    );
    expect(await db.customer.findUnique({ where: { id: foreign } })).toBeNull();
  });

  test("writes in a short transaction of their own, never into another tenant's rows", async () => {
    const [tenant, other] = tenants;
    const db = await clientOf(tenant);
    const [id = ""] = await customersOf(tenant);
    const [foreign = ""] = await customersOf(other);
    await expect(db.customer.update({ where: { id }, data: { name: "Renamed" } })).resolves.toMatchObject({
      name: "Renamed",
    });
    await expect(db.customer.update({ where: { id: foreign }, data: { name: "Stolen" } })).rejects.toMatchObject({
      code: "P2025",
    });
    expect(await db.customer.updateMany({ data: { name: "All mine" } })).toEqual({
      count: (await customersOf(tenant)).length,
    });
    expect(await db.$executeRaw`update "Customer" set "name" = 'Raw'`).toBe((await customersOf(tenant)).length);
    const stolen = await admin.query(
      'select 1 from "Customer" where "tenantId" = $1 and "name" in (\'All mine\', \'Raw\')',
      [other],
    );
    expect(stolen.rowCount).toBe(0);
    await keeper.restore();
  });

  test("leaves no setting behind on the connections it used", async () => {
    const db = await clientOf(tenants[0]);
    await Promise.all(Array.from({ length: 10 }, () => db.customer.count()));
    const { prisma } = await application.load("src/lib/prisma.ts");
    const counts = await Promise.all(Array.from({ length: 10 }, () => (prisma as Client).customer.count()));
    expect(new Set(counts)).toEqual(new Set([0]));
  });

  test("refuses $transaction and says what to use", async () => {
    const db = await clientOf(tenants[0]);
    expect(() => db.$transaction([])).toThrow(/withTenant/);
    expect(() => db.$transaction(async () => Promise.resolve())).toThrow(/withTenant/);
    const { runWithTransaction } = await application.load("src/lib/prisma.ts");
    const run = runWithTransaction as (db: Client, work: () => Promise<void>) => Promise<void>;
    await expect(run(db, async () => Promise.resolve())).rejects.toThrow(/withTenant/);
  });
});
