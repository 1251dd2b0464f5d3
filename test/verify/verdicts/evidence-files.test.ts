import { expect, test } from "vitest";
import { resolveConfig } from "../../../src/config/resolve-config.ts";
import { memoryWorkspace } from "../../../src/io/memory-workspace.ts";
import { analyseRepository } from "../../../src/pipeline.ts";
import { reportedVerdicts } from "../../../src/report/verdicts.ts";
import { evidenceOf } from "../../../src/verify/verdicts/evidence-files.ts";

const files = {
  "package.json": "{}",
  "tsconfig.json": `{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }`,
  "src/generated/prisma/client.ts": "export class PrismaClient {}",
  "src/lib/types.ts": "export type Context = object;",
  "src/lib/prisma.ts": `import { PrismaClient } from "../generated/prisma/client";
export const prisma = new PrismaClient();`,
  "src/lib/tenant.ts": `import { prisma } from "./prisma";
export const withTenant = (id: string, work: (tx: unknown) => unknown) => prisma.$transaction(work);`,
  "src/lib/tenant-client.ts": `import { prisma } from "./prisma";\nexport const tenantClient = (id: string) => prisma;`,
  "src/lib/auth/index.ts": `export { withSalesSession, withSalesSessionV2 } from "./sales";`,
  "src/lib/auth/sales.ts": `import { PrismaClient } from "@/generated/prisma/client";
import type { Context } from "@/lib/types";
import { tenantClient } from "@/lib/tenant-client";
export const withSalesSession = (request: Request, handler: (context: { db: PrismaClient }) => unknown) => handler({ db: tenantClient("1") });
export const withSalesSessionV2 = withSalesSession;`,
  "src/app/api/orders/route.ts": `import { withSalesSessionV2 } from "@/lib/auth";
import { format } from "@/lib/format";
export const GET = (request: Request) => withSalesSessionV2(request, async ({ db }) => Response.json(format(await db.order.findMany())));`,
  "src/lib/format.ts": "export const format = (rows: unknown) => rows;",
};

async function evidence(tree: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>> {
  const workspace = memoryWorkspace(tree);
  const { handlers, sharedFiles } = await analyseRepository({ workspace, config: resolveConfig({}) });
  return evidenceOf(handlers, { workspace, sharedFiles }).get("src/app/api/orders/route.ts#GET") ?? {};
}

const shared = ["src/lib/auth/sales.ts", "src/lib/tenant-client.ts", "src/lib/tenant.ts"];

test("a verdict rests on the handler, the wrapper, the tenant transaction and the tenant client", async () => {
  expect(Object.keys(await evidence(files))).toEqual(["src/app/api/orders/route.ts", ...shared]);
});

test.each(shared)("a change in %s makes verdicts old", async (file) => {
  const id = "src/app/api/orders/route.ts#GET";
  const verdict = { id, verdict: "same", requests: 1, faults: { statement: 0, external: 0 }, unlisted: [] } as const;
  const kept = [{ ...verdict, base: "HEAD", files: await evidence(files) }];
  const isCurrent = (tree: Readonly<Record<string, string>>): unknown =>
    reportedVerdicts(kept, (path) => memoryWorkspace(tree).read(path)?.hash ?? null).map((one) => one.isCurrent);
  expect(isCurrent(files)).toEqual([true]);
  expect(isCurrent({ ...files, [file]: "export {};" })).toEqual([false]);
});
