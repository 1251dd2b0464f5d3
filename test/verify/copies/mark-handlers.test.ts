import { expect, test } from "vitest";
import { defaultConfig } from "../../../src/config/default-config.ts";
import { memoryWorkspace } from "../../../src/io/memory-workspace.ts";
import { analyseRepository } from "../../../src/pipeline.ts";
import { markHandlers } from "../../../src/verify/copies/mark-handlers.ts";

const auth = `export async function withSalesSession(request, handler, options) {
  return prisma.$transaction((db) => handler({ db, tenantId: "t" }));
}`;

async function marked(route: string): Promise<string> {
  const file = "src/app/api/orders/route.ts";
  const workspace = memoryWorkspace({ "src/lib/auth.ts": auth, [file]: route });
  const { handlers } = await analyseRepository({ workspace, config: defaultConfig });
  return markHandlers(handlers, (name) => workspace.read(name)?.text ?? null).get(file) ?? "";
}

const imported = `import { withSalesSession } from "../../../lib/auth";\n`;

test("the handler argument is wrapped, and nothing else changes", async () => {
  const route = `${imported}export const GET = (request) =>
  withSalesSession(request, async ({ db }) => Response.json(await db.order.findMany()), { requireSalesRep: false });\n`;
  expect(await marked(route)).toBe(
    route
      .replace(
        "async ({ db })",
        `globalThis.__migrateSessionsHandler("src/app/api/orders/route.ts#GET", async ({ db })`,
      )
      .replace("findMany()),", "findMany())),"),
  );
});

test("a handler given by name, several in a file, and one inside another", async () => {
  const route = `${imported}const list = async ({ db }) => Response.json(await db.order.findMany());
export const GET = (request) => withSalesSession(request, list);
export const POST = (request) => withSalesSession(request, async ({ db }) => withSalesSession(request, list));\n`;
  const text = await marked(route);
  const id = (name: string) => `globalThis.__migrateSessionsHandler("src/app/api/orders/route.ts#${name}", `;
  expect(text).toContain(`withSalesSession(request, ${id("GET")}list));`);
  expect(text).toContain(
    `withSalesSession(request, ${id("POST")}async ({ db }) => withSalesSession(request, ${id("POST:2")}list))));`,
  );
});
