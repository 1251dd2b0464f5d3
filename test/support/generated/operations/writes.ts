import { type Operation, shapes } from "./operation.ts";

/** Operations that write one row or several, without nesting. */
export const writes = {
  createTask: {
    does: "write",
    operation: "task.create",
    result: "row",
    shape: shapes.task,
    construct: "write.create",
    text: ({ client, tenant, text }) => `${client}.task.create({ data: { ${tenant}, title: ${text} } })`,
  },
  createAudit: {
    does: "write",
    operation: "auditLog.create",
    result: "row",
    shape: shapes.entry,
    construct: "write.create",
    text: ({ client, tenant, author, number }) =>
      `${client}.auditLog.create({ data: { ${tenant}, actorId: ${author}, action: "generated.done", entityType: "task", detail: { number: ${number} } } })`,
  },
  createNote: {
    does: "write",
    operation: "note.create",
    result: "row",
    shape: shapes.note,
    construct: "write.create",
    text: ({ client, tenant, author, id, text }) =>
      `${client}.note.create({ data: { ${tenant}, customerId: ${id("customer")}, authorId: ${author}, body: ${text} } })`,
  },
  createContact: {
    does: "write",
    operation: "contact.create",
    result: "row",
    shape: shapes.contact,
    construct: "write.unique",
    text: ({ client, tenant, id, variant }) =>
      `${client}.contact.create({ data: { ${tenant}, customerId: ${id("customer")}, fullName: "Marta Gil", email: ${variant % 2 ? '"marta@shop.invalid"' : "`${input.name}@shop.invalid`"} } })`,
  },
  createTag: {
    does: "write",
    operation: "tag.create",
    result: "row",
    shape: shapes.tag,
    construct: "write.unique",
    text: ({ client, tenant, variant }) =>
      `${client}.tag.create({ data: { ${tenant}, name: ${["input.name", '"vip"', '"new"'][variant % 3]} } })`,
  },
  createPayment: {
    does: "write",
    operation: "payment.create",
    result: "row",
    shape: shapes.payment,
    construct: "write.unique",
    text: ({ client, tenant, id, variant, number }) =>
      `${client}.payment.create({ data: { ${tenant}, invoiceId: ${id("invoice")}, amountCents: ${number}, method: "cash", reference: "PAY-000${(variant % 4) + 1}" } })`,
  },
  createManyMovements: {
    does: "write",
    operation: "inventoryMovement.createMany",
    result: "batch",
    shape: shapes.changed,
    construct: "write.createMany",
    text: ({ client, tenant, id, number }) =>
      `${client}.inventoryMovement.createMany({ data: input.names.map((reason) => ({ ${tenant}, skuId: ${id("sku")}, delta: ${number}, reason })) })`,
  },
  createManyMessages: {
    does: "write",
    operation: "notification.createManyAndReturn",
    result: "list",
    shape: shapes.message,
    construct: "write.createManyAndReturn",
    text: ({ client, tenant, author, text }) =>
      `${client}.notification.createManyAndReturn({ data: [{ ${tenant}, userId: ${author}, kind: "task", title: ${text} }], select: { title: true, kind: true } })`,
  },
  updateCustomer: {
    does: "write",
    operation: "customer.update",
    result: "row",
    shape: shapes.customer,
    construct: "write.update",
    text: ({ client, id, number }) =>
      `${client}.customer.update({ where: { id: ${id("customer")} }, data: { balanceCents: { increment: ${number} }, version: { increment: 1 } } })`,
  },
  updateTask: {
    does: "write",
    operation: "task.update",
    result: "row",
    shape: shapes.task,
    construct: "write.update",
    text: ({ client, tenant, id, text }) =>
      `${client}.task.update({ where: { id: ${id("task")}, ${tenant} }, data: { title: ${text}, status: "IN_PROGRESS" } })`,
  },
  updateStock: {
    does: "write",
    operation: "inventory.update",
    result: "row",
    shape: shapes.stock,
    construct: "write.update",
    text: ({ client, id, number }) =>
      `${client}.inventory.update({ where: { skuId: ${id("sku")} }, data: { reserved: ${number} } })`,
  },
  renumber: {
    does: "write",
    operation: "order.update",
    result: "row",
    shape: shapes.order,
    construct: "write.unique",
    text: ({ client, id, variant }) =>
      `${client}.order.update({ where: { id: ${id("order")} }, data: { number: "SO-0000${variant}" } })`,
  },
  updateTasks: {
    does: "write",
    operation: "task.updateMany",
    result: "batch",
    shape: shapes.changed,
    construct: "write.updateMany",
    text: ({ client, tenant, id }) =>
      `${client}.task.updateMany({ where: { ${tenant}, customerId: ${id("customer")} }, data: { priority: "HIGH" } })`,
  },
  updateTasksReturning: {
    does: "write",
    operation: "task.updateManyAndReturn",
    result: "list",
    shape: shapes.task,
    construct: "write.updateManyAndReturn",
    text: ({ client, id, text }) =>
      `${client}.task.updateManyAndReturn({ where: { id: ${id("task")} }, data: { title: ${text} }, select: { title: true, status: true, priority: true, id: true } })`,
  },
  nextNumber: {
    does: "write",
    operation: "numberSequence.upsert",
    result: "row",
    shape: shapes.sequence,
    construct: "write.upsert",
    text: ({ client, tenant, tenantValue, variant }) => {
      const kind = variant % 2 ? '"order"' : '"generated"';
      return `${client}.numberSequence.upsert({ where: { tenantId_kind: { tenantId: ${tenantValue}, kind: ${kind} } }, create: { ${tenant}, kind: ${kind}, nextValue: 2 }, update: { nextValue: { increment: 1 } } })`;
    },
  },
  setFlag: {
    does: "write",
    operation: "featureFlag.upsert",
    result: "row",
    shape: shapes.flag,
    construct: "write.upsert",
    text: ({ client, variant, number }) =>
      `${client}.featureFlag.upsert({ where: { key: ${variant % 2 ? '"beta-search"' : "input.name"} }, create: { key: input.name }, update: { rollout: ${number} } })`,
  },
  deleteNote: {
    does: "write",
    operation: "note.delete",
    result: "row",
    shape: shapes.note,
    construct: "write.delete",
    text: ({ client, id }) => `${client}.note.delete({ where: { id: ${id("note")} } })`,
  },
  deleteContact: {
    does: "write",
    operation: "contact.delete",
    result: "row",
    shape: shapes.contact,
    construct: "write.delete",
    text: ({ client, tenant, id }) => `${client}.contact.delete({ where: { id: ${id("contact")}, ${tenant} } })`,
  },
  deleteTags: {
    does: "write",
    operation: "customerTag.deleteMany",
    result: "batch",
    shape: shapes.changed,
    construct: "write.deleteMany",
    text: ({ client, tenant, id }) =>
      `${client}.customerTag.deleteMany({ where: { ${tenant}, customerId: ${id("customer")} } })`,
  },
} satisfies Record<string, Operation>;
