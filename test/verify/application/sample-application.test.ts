import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startApplication } from "../../../src/verify/application/start-application.ts";
import type { Application } from "../../../src/verify/model/application.ts";
import { BOUND_ROLE } from "../../support/sample-app/bound-role.ts";
import { CleanUp } from "../../../src/verify/setup/clean-up.ts";
import { copyApplication } from "../../support/sample-app/copy-application.ts";
import { SAMPLE_DATABASE, startSampleServer } from "../../support/verify/sample-server.ts";
import { optionsFor, requestTo } from "../../support/verify/tiny-application.ts";
import { writeFile, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Operations of every kind, sent by marked handlers on the sample application's own client. */
const PROBE = `
  import { prisma, withTenant } from "@/lib/prisma";
  const mark = (globalThis as any).__migrateSessionsHandler;
  const tenant = "10000000-0000-4000-8000-000000000000";
  const tasks: Record<string, (db: any) => unknown> = {
    lazy: (db) => db.customer.findMany(),
    lazyAsync: async (db) => db.customer.count(),
    include: async (db) => db.order.findMany({ include: { lines: true } }),
    array: async (db) => prisma.$transaction([prisma.user.findMany(), prisma.tenant.count()]),
    raw: async (db) => { await db.$queryRaw\`select 1\`; await db.$queryRawUnsafe("select 2"); await db.$executeRaw\`select 3\`; },
    nested: async () => prisma.$transaction(async (tx: any) => { await tx.tenant.findFirst(); return tx.user.count(); }),
    floating: async (db) => { void db.user.findFirst().then(() => db.tenant.findFirst()); },
    parallel: async (db) => Promise.all([db.user.count(), db.tenant.count()]),
  };
  export async function GET(request: Request) {
    const name = new URL(request.url).searchParams.get("do") ?? "";
    const handler = mark(name, tasks[name]);
    if (name === "lazy") return Response.json([await withTenant(tenant, (tx) => handler(tx)), crypto.randomUUID()].length);
    await handler(prisma);
    return Response.json(crypto.randomUUID());
  }`;

let application: Application;
const cleanUp = new CleanUp();

beforeAll(async () => {
  const copy = cleanUp.add(await copyApplication(), (made) => made.remove());
  await mkdir(dirname(join(copy.root, "src/app/api/probe/route.ts")), { recursive: true });
  await writeFile(join(copy.root, "src/app/api/probe/route.ts"), PROBE);
  const server = await startSampleServer(cleanUp);
  const databaseUrl = server.url(SAMPLE_DATABASE, BOUND_ROLE);
  const options = optionsFor(copy.root, { databaseUrl, environment: { LOG_LEVEL: "silent" } });
  application = cleanUp.add(await startApplication(options), (started) => started.close());
});

afterAll(() => cleanUp.run());

const SESSION = { cookie: "sales_session=10000000-0000-4000-8000-000500000002", "x-tenant-slug": "miravalle" };

test("a route of the sample application answers", async () => {
  const request = requestTo("src/app/api/me/route.ts", "GET", { headers: SESSION });
  const { response, laterErrors } = await application.send(request, null);
  expect(laterErrors).toEqual([]);
  expect(response).toMatchObject({ kind: "answered", status: 200 });
  expect(JSON.stringify(response)).toContain("Bruno Vidal");
});

test("200 interleaved requests of two people each get their own answer", async () => {
  const sessions = [SESSION, { ...SESSION, cookie: "sales_session=10000000-0000-4000-8000-000500000001" }];
  const outcomes = await Promise.all(
    Array.from({ length: 200 }, (_, index) =>
      application.send(requestTo("src/app/api/me/route.ts", "GET", { headers: sessions[index % 2] ?? SESSION }), null),
    ),
  );
  const texts = outcomes.map(({ response }) => JSON.stringify(response));
  expect(new Set(texts).size).toBe(2);
  expect(texts.filter((text) => text.includes("Bruno Vidal"))).toHaveLength(100);
});

describe("operations are seen under the handler that sends them", () => {
  test.each([
    ["lazy", ["customer.findMany"]],
    ["lazyAsync", ["customer.count"]],
    ["include", ["order.findMany"]],
    ["array", ["user.findMany", "tenant.count"]],
    ["raw", ["$queryRaw", "$queryRaw", "$executeRaw"]],
    ["nested", ["tenant.findFirst", "user.count"]],
    ["floating", ["user.findFirst", "tenant.findFirst"]],
    ["parallel", ["user.count", "tenant.count"]],
  ])("%s", async (name, expected) => {
    const url = `https://portal.invalid/api/probe?do=${name}`;
    const { handlers, response } = await application.send(
      requestTo("src/app/api/probe/route.ts", "GET", { url }),
      null,
    );
    expect(response).toMatchObject({ kind: "answered", status: 200 });
    expect(handlers.map(({ id }) => id)).toEqual([name]);
    expect(
      handlers[0]?.operations.map(({ model, operation }) => (model === null ? operation : `${model}.${operation}`)),
    ).toEqual(expected);
  });
  test("how many transactions there were does not change the random values", async () => {
    const ids = [];
    for (const name of ["parallel", "nested"]) {
      const url = `https://portal.invalid/api/probe?do=${name}`;
      ids.push((await application.send(requestTo("src/app/api/probe/route.ts", "GET", { url }), null)).response);
    }
    expect(ids[1]).toEqual(ids[0]);
  });
});
