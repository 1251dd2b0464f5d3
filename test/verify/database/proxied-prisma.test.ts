import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { PrismaClient } from "../../../fixtures/apps/sales-portal/src/generated/prisma/client.ts";
import { keepState } from "../../../src/verify/database/state-keeper.ts";
import { startStatementProxy } from "../../../src/verify/database/statement-proxy.ts";
import type { StateKeeper, StatementProxy } from "../../../src/verify/model/database.ts";
import type { StatementFaultKind } from "../../../src/verify/model/fault.ts";
import { CleanUp } from "../../../src/verify/setup/clean-up.ts";
import { SALES_PORTAL } from "../../support/sample-app/copy-application.ts";
import { loadApplication } from "../../support/sample-app/load-application.ts";
import { SAMPLE_DATABASE, startSampleServer } from "../../support/verify/sample-server.ts";

let keeper: StateKeeper;
let proxy: StatementProxy;
let prisma: PrismaClient;
const cleanUp = new CleanUp();

beforeAll(async () => {
  const url = (await startSampleServer(cleanUp)).url(SAMPLE_DATABASE);
  keeper = cleanUp.add(await keepState(url), (kept) => kept.close());
  proxy = cleanUp.add(await startStatementProxy(url), (started) => started.close());
  const application = cleanUp.add(await loadApplication(SALES_PORTAL, proxy.url), (loaded) => loaded.close());
  prisma = (await application.load("src/lib/prisma.ts"))["prisma"] as PrismaClient;
});

afterAll(() => cleanUp.run());

beforeEach(() => keeper.restore());

/** Two writes in one transaction; the second can be made to fail. */
async function writeTwice(): Promise<string> {
  const tenant = await prisma.tenant.findFirstOrThrow({ orderBy: { id: "asc" } });
  return prisma.$transaction(async (tx) => {
    await tx.tenant.update({ where: { id: tenant.id }, data: { name: "First" } });
    await tx.user.updateMany({ where: { tenantId: tenant.id }, data: { fullName: "Second" } });
    return tenant.id;
  });
}

async function lastWrite(): Promise<string> {
  proxy.begin(null);
  await writeTwice();
  const { statements } = await proxy.end();
  await keeper.restore();
  return statements.findLast((one) => !one.isFrame)?.text ?? "";
}

it("Prisma's statements are counted, in and outside its transaction", async () => {
  proxy.begin(null);
  await writeTwice();
  const { statements, leftOpen, held } = await proxy.end();
  const kinds = statements.map((one) => [one.text.split(" ")[0], one.isFrame, one.inTransaction]);
  expect(kinds[0]).toEqual(["SELECT", false, false]);
  expect(kinds.slice(1)).toContainEqual(["BEGIN", true, false]);
  expect(kinds.slice(2)).toContainEqual(["UPDATE", false, true]);
  expect(kinds.at(-1)).toEqual(["COMMIT", true, true]);
  expect(leftOpen).toBe(0);
  expect(held).toBeGreaterThan(0);
  expect(Object.keys(await keeper.changes())).toEqual(expect.arrayContaining(["Tenant"]));
});

it.each<[StatementFaultKind, unknown]>([
  ["constraint", { code: "P2002" }],
  ["timeout", { message: expect.stringContaining("statement timeout") as string }],
  ["connection", { message: expect.stringMatching(/terminated|closed|reach/i) as string }],
])("a %s fault in an interactive transaction reaches Prisma and rolls back", async (kind, error) => {
  const text = await lastWrite();
  proxy.begin({ step: "statement", text, occurrence: 0, kind });
  await expect(writeTwice()).rejects.toMatchObject(error as object);
  expect(await proxy.end()).toMatchObject({ faultReached: true, leftOpen: 0 });
  expect(await keeper.changes()).toEqual({});
  expect(await prisma.tenant.count()).toBeGreaterThan(0);
});

it("parallel queries over Prisma's pool", async () => {
  proxy.begin(null);
  await Promise.all(Array.from({ length: 40 }, () => prisma.$queryRaw`SELECT count(*) FROM "Tenant"`));
  const { statements } = await proxy.end();
  expect(statements).toHaveLength(40);
});

it("restoring the sample database brings every row and sequence back", async () => {
  await prisma.$executeRaw`UPDATE "Tenant" SET name = name || '!'`;
  expect(Object.keys(await keeper.changes())).toHaveLength(1);
  await keeper.restore();
  expect(await keeper.changes()).toEqual({});
});
