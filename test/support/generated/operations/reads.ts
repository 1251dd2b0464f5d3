import { type Operation, shapes } from "./operation.ts";

/** Operations that read; what they give is in a certain order. */
export const reads = {
  customers: {
    does: "read",
    operation: "customer.findMany",
    result: "list",
    shape: shapes.customer,
    construct: "read.findMany",
    text: ({ client, tenant, variant }) =>
      `${client}.customer.findMany({ where: { ${tenant}, status: ${variant % 2 ? '"ACTIVE"' : '{ not: "CLOSED" }'} }, orderBy: { code: "asc" }, take: ${(variant % 3) + 1} })`,
  },
  customer: {
    does: "read",
    operation: "customer.findFirst",
    result: "optional",
    shape: shapes.customer,
    construct: "read.findFirst",
    text: ({ client, tenant, id }) => `${client}.customer.findFirst({ where: { id: ${id("customer")}, ${tenant} } })`,
  },
  customerById: {
    does: "read",
    operation: "customer.findUnique",
    result: "optional",
    shape: shapes.customer,
    construct: "read.findUnique",
    text: ({ client, id }) => `${client}.customer.findUnique({ where: { id: ${id("customer")} } })`,
  },
  customerWithContacts: {
    does: "read",
    operation: "customer.findUnique",
    result: "optional",
    shape: { ...shapes.customer, numbers: ["contacts.length"] },
    construct: "read.include",
    text: ({ client, tenant, id }) =>
      `${client}.customer.findUnique({ where: { id: ${id("customer")}, ${tenant} }, include: { contacts: { orderBy: { email: "asc" } }, territory: true } })`,
  },
  tasks: {
    does: "read",
    operation: "task.findMany",
    result: "list",
    shape: shapes.task,
    construct: "read.include",
    text: ({ client, tenant }) =>
      `${client}.task.findMany({ where: { ${tenant}, status: { not: "DONE" } }, include: { customer: { select: { name: true } } }, orderBy: [{ title: "asc" }, { id: "asc" }], take: 3 })`,
  },
  contacts: {
    does: "read",
    operation: "contact.findMany",
    result: "list",
    shape: shapes.contact,
    construct: "read.select",
    text: ({ client, tenant, id }) =>
      `${client}.contact.findMany({ where: { ${tenant}, customerId: ${id("customer")} }, select: { id: true, fullName: true, email: true }, orderBy: { email: "asc" } })`,
  },
  taskCount: {
    does: "read",
    operation: "task.count",
    result: "count",
    shape: { ...shapes.amount, noun: "open" },
    construct: "read.count",
    text: ({ client, tenant }) => `${client}.task.count({ where: { ${tenant}, status: "TODO" } })`,
  },
  orderSums: {
    does: "read",
    operation: "order.aggregate",
    result: "row",
    shape: shapes.sums,
    construct: "read.aggregate",
    text: ({ client, tenant }) =>
      `${client}.order.aggregate({ where: { ${tenant}, status: { not: "CANCELLED" } }, _sum: { totalCents: true }, _count: { _all: true } })`,
  },
  orderGroups: {
    does: "read",
    operation: "order.groupBy",
    result: "list",
    shape: shapes.group,
    construct: "read.groupBy",
    text: ({ client, tenant }) =>
      `${client}.order.groupBy({ by: ["status"], where: { ${tenant} }, _count: true, orderBy: { status: "asc" } })`,
  },
  orderWithLines: {
    does: "read",
    operation: "order.findUnique",
    result: "optional",
    shape: shapes.order,
    construct: "read.include",
    text: ({ client, id }) =>
      `${client}.order.findUnique({ where: { id: ${id("order")} }, include: { lines: { orderBy: { position: "asc" } } } })`,
  },
  stock: {
    does: "read",
    operation: "inventory.findUnique",
    result: "optional",
    shape: shapes.stock,
    construct: "read.findUnique",
    text: ({ client, tenant, id }) => `${client}.inventory.findUnique({ where: { skuId: ${id("sku")}, ${tenant} } })`,
  },
  taskOrThrow: {
    does: "read",
    operation: "task.findUniqueOrThrow",
    result: "row",
    shape: shapes.task,
    construct: "read.orThrow",
    text: ({ client, id }) => `${client}.task.findUniqueOrThrow({ where: { id: ${id("task")} } })`,
  },
  orderOrThrow: {
    does: "read",
    operation: "order.findFirstOrThrow",
    result: "row",
    shape: shapes.order,
    construct: "read.orThrow",
    text: ({ client, tenant, number }) =>
      `${client}.order.findFirstOrThrow({ where: { ${tenant}, totalCents: { gt: ${number} } }, orderBy: { number: "asc" } })`,
  },
  countSql: {
    does: "read",
    operation: "$queryRaw",
    result: "list",
    shape: shapes.counted,
    construct: "raw.read",
    text: ({ client, tenantValue }) =>
      `${client}.$queryRaw<{ n: number }[]>\`SELECT count(*)::int AS n FROM "Task" WHERE "tenantId" = \${${tenantValue}}::uuid\``,
  },
  composedSql: {
    does: "read",
    operation: "$queryRaw",
    result: "list",
    shape: shapes.counted,
    construct: "raw.sql",
    needsSql: true,
    text: ({ client, tenantValue }) =>
      `${client}.$queryRaw<{ n: number }[]>(Prisma.sql\`SELECT count(*)::int AS n FROM "Order" WHERE "tenantId" = \${${tenantValue}}::uuid AND \${Prisma.sql\`"status" <> 'CANCELLED'\`}\`)`,
  },
  lockSql: {
    does: "lock",
    operation: "$queryRaw",
    result: "list",
    shape: shapes.locked,
    construct: "raw.lock",
    text: ({ client, id }) =>
      `${client}.$queryRaw<{ n: number; label: string }[]>\`\n  SELECT "version" AS n, "name" AS label\n    FROM "Customer" WHERE "id" = \${${id("customer")}}::uuid\n     FOR UPDATE\``,
  },
} satisfies Record<string, Operation>;
