import { expect, test } from "vitest";
import { defaultConfig } from "../../src/config/default-config.ts";
import { memoryWorkspace } from "../../src/io/memory-workspace.ts";
import { analyseRepository, planMigration } from "../../src/pipeline.ts";
import { applyEdits } from "../../src/plan/apply-edits.ts";

const file = "src/app/api/orders/route.ts";
const library = {
  "node_modules/@prisma/client/package.json": '{ "version": "7.10.0" }',
  "src/lib/prisma.ts": `import { PrismaClient } from "@prisma/client";
export const prisma = new PrismaClient();
export const withTenant = (tenantId, callback) => prisma.$transaction((tx) => callback(tx));
`,
  "src/lib/auth.ts": `import { prisma } from "./prisma";
export const withSalesSession = (request, handler) => prisma.$transaction((db) => handler({ db, tenantId: "t" }));
export const withSalesSessionV2 = (request, handler) => handler({ db: prisma, tenantId: "t" });
`,
};

async function migrated(helper: string): Promise<string> {
  const text = `import { withSalesSession } from "../../../lib/auth";
${helper}
export const GET = (request) =>
  withSalesSession(request, async ({ db, tenantId }) => {
    const found = await look(db);
    return Response.json({ found });
  });
`;
  const workspace = memoryWorkspace({ ...library, [file]: text });
  const analysis = await analyseRepository({ workspace, config: defaultConfig });
  expect(analysis.handlers.map(({ tier }) => tier)).toEqual(["auto"]);
  const plan = planMigration(analysis, { phase: "all", only: [], limit: null, includeReview: false });
  return applyEdits(text, plan.files.find((planned) => planned.file === file)?.edits ?? []);
}

const region = `const found = await withTenant(tenantId, async (tx) => {
      return look(tx);
    });`;

// The session client of a migrated handler has no $transaction.
test.each([
  ["that only reads", "const look = (db) => db.$transaction((tx) => tx.order.findMany());"],
  ["without operations", "const look = (db) => db.$transaction(async () => 2);"],
  ["that asks another service", 'const look = (db) => db.$transaction(() => fetch("https://rates.example"));'],
])("a helper's own transaction %s is inside a region", async (_, helper) => {
  expect(await migrated(helper)).toContain(region);
});

test("a helper that only reads needs none", async () => {
  expect(await migrated("const look = (db) => db.order.findMany();")).toContain("const found = await look(db);");
});
