import { expect, it } from "vitest";
import { analyseRepository } from "../../src/analyse/analyse-repository.ts";
import { defaultConfig } from "../../src/config/default-config.ts";
import { memoryWorkspace } from "../../src/io/memory-workspace.ts";
import { baseFiles } from "../support/analyse/shape-fixtures.ts";

const files = {
  "src/lib/orders.ts": `import { audit } from "./audit";
export class OrderService {
  constructor(private readonly db: any) {}
  async place(tenantId: string) {
    const order = await this.insert(tenantId);
    await audit(this.db, order.id);
    return order;
  }
  private insert = async (tenantId: string) => {
    return this.db
      .order
      .create({ data: { tenantId } });
  };
}
export default async function (db: any) {
  await db.tag.deleteMany();
}
`,
  "src/lib/audit.ts": `export async function audit(db: any, id: string) {
  await retry(() =>
    db.auditLog.create({ data: { id } }),
  );
  await fetch("https://audit.test");
}
const retry = async (run: () => Promise<unknown>) => {
  return run();
};
export const table = {
  "close-order": (db: any) => db.order.update({ where: { id: "1" }, data: {} }),
};
`,
  "src/app/api/route.ts": `import { withSalesSession } from "@/lib/auth/sales";
import { runWithTransaction } from "@/lib/prisma";
import { audit, table } from "@/lib/audit";
import clear, { OrderService } from "@/lib/orders";
export async function POST(request: Request) {
  return withSalesSession(request, async ({ db, tenantId }) => {
    const service = new OrderService(db);
    await service.place(tenantId);
    await runWithTransaction(db, async (tx) => {
      await tx.task.create({ data: {} });
    });
    await Promise.all(["a"].map(async (id) => {
      await audit(db, id);
    }));
    await table["close-order"](db);
    await clear(db);
    return Response.json(await db.order.count());
  });
}
`,
};

it("the path of an effect leads from the handler through each helper to the operation", async () => {
  const { handlers } = await analyseRepository({
    workspace: memoryWorkspace({ ...baseFiles(), ...files }),
    config: defaultConfig,
  });
  const [handler] = handlers;
  const paths = (handler?.effects ?? []).map(
    ({ model, operation, path }) => `${model}.${operation}: ${path.join(" > ")}`,
  );
  expect(paths).toEqual([
    "order.create: src/app/api/route.ts#POST:8 > src/lib/orders.ts#OrderService.place:5 > src/lib/orders.ts#OrderService.insert:10",
    "auditLog.create: src/app/api/route.ts#POST:8 > src/lib/orders.ts#OrderService.place:6 > src/lib/audit.ts#audit:2 > src/lib/audit.ts#retry:8 > src/lib/audit.ts#audit:3",
    "task.create: src/app/api/route.ts#POST:9 > src/lib/prisma.ts#runWithTransaction:20 > src/app/api/route.ts#POST:10",
    "order.update: src/app/api/route.ts#POST:15 > src/lib/audit.ts#close-order:11",
    "tag.deleteMany: src/app/api/route.ts#POST:16 > src/lib/orders.ts#default:16",
    "order.count: src/app/api/route.ts#POST:17",
  ]);
  expect(handler?.externalCalls.map(({ path }) => path.join(" > "))).toEqual([
    "src/app/api/route.ts#POST:8 > src/lib/orders.ts#OrderService.place:6 > src/lib/audit.ts#audit:5",
    "src/app/api/route.ts#POST:12 > src/app/api/route.ts#POST:13 > src/lib/audit.ts#audit:5",
  ]);
});
