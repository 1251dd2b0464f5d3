import { type Operation, shapes } from "./operation.ts";

const line = (tenant: string, sku: string, position: number): string =>
  `{ ${tenant}, skuId: ${sku}, position: ${position}, quantity: 1, unitPriceCents: 100, totalCents: 100 }`;

/** Writes of several models in one operation, and writes in SQL. */
export const nestedAndRawWrites = {
  placeOrder: {
    does: "write",
    operation: "order.create",
    result: "row",
    shape: shapes.order,
    construct: "nested.create",
    text: ({ client, tenant, id, variant }) =>
      `${client}.order.create({ data: { ${tenant}, number: "SO-0${variant % 4 ? 9000 + variant : "0001"}", customerId: ${id("customer")}, repId: "10000000-0000-4000-8000-000400000002", lines: { create: [${line(tenant, id("sku"), 1)}] } }, include: { lines: true } })`,
  },
  taskForCustomer: {
    does: "write",
    operation: "task.create",
    result: "row",
    shape: shapes.task,
    construct: "nested.connect",
    text: ({ client, tenant, id, text }) =>
      `${client}.task.create({ data: { ${tenant}, title: ${text}, customer: { connect: { id: ${id("customer")} } } } })`,
  },
  customerWithContact: {
    does: "write",
    operation: "customer.create",
    result: "row",
    shape: shapes.customer,
    construct: "nested.createMany",
    text: ({ client, tenant, variant }) =>
      `${client}.customer.create({ data: { ${tenant}, code: ${variant % 3 ? `"N00${variant}"` : '"C001"'}, name: input.name, addressLine: "Calle Nueva 1", city: "Girona", postalCode: "17001", contacts: { createMany: { data: [{ ${tenant}, fullName: "Nil Font", email: "nil@shop.invalid" }] } } } })`,
  },
  linesOfOrder: {
    does: "write",
    operation: "order.update",
    result: "row",
    shape: shapes.order,
    construct: "nested.create",
    text: ({ client, tenant, id, variant }) =>
      `${client}.order.update({ where: { id: ${id("order")} }, data: { freightCents: 500, lines: { create: ${line(tenant, id("sku"), variant + 1)} } } })`,
  },
  contactsOfCustomer: {
    does: "write",
    operation: "customer.update",
    result: "row",
    shape: shapes.customer,
    construct: "nested.update",
    text: ({ client, tenant, id }) =>
      `${client}.customer.update({ where: { id: ${id("customer")} }, data: { contacts: { updateMany: { where: { ${tenant} }, data: { isPrimary: false } } } } })`,
  },
  renameSql: {
    does: "write",
    operation: "$executeRaw",
    result: "count",
    shape: { ...shapes.amount, noun: "renamed" },
    construct: "raw.execute",
    text: ({ client, tenantValue, id, text }) =>
      `${client}.$executeRaw\`UPDATE "Task" SET "title" = \${${text}} WHERE "tenantId" = \${${tenantValue}}::uuid AND "id" = \${${id("task")}}::uuid\``,
  },
  composedUpdate: {
    does: "write",
    operation: "$executeRaw",
    result: "count",
    shape: { ...shapes.amount, noun: "touched" },
    construct: "raw.sql",
    needsSql: true,
    text: ({ client, id }) =>
      `${client}.$executeRaw(Prisma.sql\`UPDATE "Customer" SET "version" = "version" + 1 WHERE "id" = \${${id("customer")}}::uuid\`)`,
  },
  returningSql: {
    does: "write",
    operation: "$queryRaw",
    result: "list",
    shape: shapes.counted,
    construct: "raw.returning",
    text: ({ client, id, variant }) =>
      `${client}.$queryRaw<{ n: number }[]>\`UPDATE "Inventory" SET "onHand" = "onHand" + ${variant} WHERE "skuId" = \${${id("sku")}}::uuid RETURNING "onHand" AS n\``,
  },
} satisfies Record<string, Operation>;
