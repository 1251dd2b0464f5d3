import { code } from "./code.ts";
import type { Model } from "./models.ts";
import type { Random } from "./random.ts";

/** The expressions that a piece of generated code has at hand. */
export interface Surroundings {
  /** Of the database client: `db`, `ctx.db`, `this.db`. */
  readonly client: string;
  readonly tenant: string;
  /** Of a string that identifies the record at hand. */
  readonly id: string;
  /** The model that the code is about, and one beside it. */
  readonly model: Model;
  readonly other: Model;
}

type Operation = (at: Surroundings) => string;

/** An expression with exactly one write, to be awaited. Its value does not matter. */
export function writeOperation(random: Random, at: Surroundings): string {
  return random.pick(writeOperations)(at);
}

/** An expression with exactly one read of a number. */
export function countOperation(random: Random, at: Surroundings): string {
  return random.pick(countOperations)(at);
}

/** The `select` of what `src/lib/summary.ts` calls a `Summary`. */
const summarySelect = "select: { id: true, name: true, code: true, status: true }";

/** The read of one `Summary`, or null. */
export function findOperation({ client, tenant, id, model }: Surroundings): string {
  return code`
    ${client}.${model.property}.findFirst({
      where: { id: ${id}, tenantId: ${tenant} },
      ${summarySelect},
    })
  `;
}

/** The read of some `Summary`s. */
export function listOperation(random: Random, { client, tenant, model }: Surroundings): string {
  const filter = random.pick([
    "status: 'open'",
    "archivedAt: null",
    "position: { gt: 0 }",
    "status: { in: ['open', 'held'] }",
  ]);
  return code`
    ${client}.${model.property}.findMany({
      where: { tenantId: ${tenant}, ${filter.replaceAll("'", '"')} },
      ${summarySelect},
      orderBy: { ${random.pick(["name", "createdAt", "position", "code"])}: "${random.pick(["asc", "desc"])}" },
      take: ${random.pick([20, 50, 100])},
    })
  `;
}

const writeOperations: readonly Operation[] = [
  ({ client, tenant, id, model }) => code`
    ${client}.${model.property}.update({
      where: { id: ${id}, tenantId: ${tenant} },
      data: { status: "confirmed", position: { increment: 1 } },
    })
  `,
  ({ client, tenant, model }) => code`
    ${client}.${model.property}.updateMany({
      where: { tenantId: ${tenant}, status: "draft" },
      data: { status: "open", archivedAt: null },
    })
  `,
  ({ client, tenant, id, other }) => code`
    ${client}.${other.property}.create({
      data: { tenantId: ${tenant}, name: "Follow-up", code: ${id} + "-follow-up", status: "open" },
    })
  `,
  ({ client, tenant, other }) => code`
    ${client}.${other.property}.deleteMany({
      where: { tenantId: ${tenant}, archivedAt: { lt: new Date(Date.now() - 30 * 86_400_000) } },
    })
  `,
  ({ client, tenant, id, other }) => code`
    ${client}.${other.property}.upsert({
      where: { tenantId_code: { tenantId: ${tenant}, code: ${id} } },
      create: { tenantId: ${tenant}, code: ${id}, name: "Default" },
      update: { archivedAt: null },
    })
  `,
  ({ client, tenant, id, other }) => code`
    ${client}.${other.property}.createMany({
      data: [1, 2].map((position) => ({ tenantId: ${tenant}, name: "Step " + position, code: ${id} + position, position })),
      skipDuplicates: true,
    })
  `,
  ({ client, tenant, model }) => code`
    ${client}.$executeRaw${"`"}
      UPDATE "${model.name}" SET "position" = "position" + 1 WHERE "tenantId" = ${`\${${tenant}}`} AND "status" = 'open'
    ${"`"}
  `,
];

const countOperations: readonly Operation[] = [
  ({ client, tenant, model }) =>
    `${client}.${model.property}.count({ where: { tenantId: ${tenant}, status: "open" } })`,
  ({ client, tenant, id, model }) =>
    `${client}.${model.property}.count({ where: { tenantId: ${tenant}, code: { startsWith: ${id} } } })`,
  ({ client, tenant, model }) => code`
    ${client}.${model.property}.count({
      where: { tenantId: ${tenant}, createdAt: { gte: new Date(Date.now() - 7 * 86_400_000) } },
    })
  `,
];
