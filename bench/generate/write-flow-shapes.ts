import { code } from "./code.ts";
import { callOf } from "./helper.ts";
import { countOperation, findOperation, writeOperation } from "./operations.ts";
import { auditImport, auditWrite, piece } from "./piece.ts";
import type { Frame, Piece, Shape } from "./piece.ts";

/** Handlers whose writes stand in loops, branches, `try` statements and transactions of their own. */
export const writeFlowShapes: readonly Shape[] = [
  { weight: 9, needsBody: true, make: withItems },
  { weight: 7, needsBody: true, make: createOrUpdate },
  { weight: 8, needsBody: true, make: guardedCreate },
  { weight: 6, needsBody: true, make: earlyReturn },
  { weight: 6, needsBody: true, make: findOrCreate },
  { weight: 5, needsBody: true, make: byAction },
  { weight: 12, needsBody: false, make: ownTransaction },
  { weight: 4, needsBody: false, make: archiveLoop },
];

function withItems(frame: Frame): Piece {
  const { client, tenant, model, other, extra } = frame;
  const text = code`
    const ${model.property} = await ${client}.${model.property}.create({
      data: { tenantId: ${tenant}, name: body.name, code: body.code },
    });
    for (const item of body.items) {
      if (item.quantity <= 0) continue;
      await ${client}.${other.property}.update({
        where: { id: item.id, tenantId: ${tenant} },
        data: { position: { decrement: item.quantity } },
      });
    }
    const total = body.items.reduce((sum, item) => sum + item.quantity, 0);
    await ${client}.${model.property}.update({ where: { id: ${model.property}.id, tenantId: ${tenant} }, data: { total } });
    return NextResponse.json({ ...${model.property}, total${extra} }, { status: 201 });
  `;
  return piece(text, { writes: 3 });
}

function createOrUpdate({ client, tenant, model, extra }: Frame): Piece {
  const text = code`
    const existing = await ${client}.${model.property}.findFirst({ where: { tenantId: ${tenant}, code: body.code } });
    if (existing) {
      const updated = await ${client}.${model.property}.update({
        where: { id: existing.id, tenantId: ${tenant} },
        data: { name: body.name, archivedAt: null },
      });
      return NextResponse.json({ updated${extra} });
    }
    const created = await ${client}.${model.property}.create({
      data: { tenantId: ${tenant}, name: body.name, code: body.code },
    });
    return NextResponse.json({ created }, { status: 201 });
  `;
  return piece(text, { reads: true, writes: 2 });
}

function guardedCreate({ client, tenant, model, extra }: Frame): Piece {
  const text = code`
    try {
      const ${model.property} = await ${client}.${model.property}.create({
        data: { tenantId: ${tenant}, name: body.name, code: body.code },
      });
      return NextResponse.json({ ...${model.property}${extra} }, { status: 201 });
    } catch (error) {
      if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002") {
        return NextResponse.json({ error: "The code is taken", code: body.code }, { status: 409 });
      }
      throw error;
    }
  `;
  return piece(text, { writes: 1, imports: ['import { Prisma } from "@/generated/prisma/client";'] });
}

function earlyReturn(frame: Frame): Piece {
  const { client, tenant, model, other, extra } = frame;
  const text = code`
    const slot = await ${client}.${other.property}.upsert({
      where: { tenantId_code: { tenantId: ${tenant}, code: body.code } },
      create: { tenantId: ${tenant}, name: body.name, code: body.code },
      update: { position: body.quantity },
    });
    const ${model.property} = await ${findOperation(frame)};
    if (!${model.property}) {
      return NextResponse.json({ error: "${model.name} not found", slot: slot.id }, { status: 404 });
    }
    const entry = await ${client}.${model.property}.update({
      where: { id: ${model.property}.id, tenantId: ${tenant} },
      data: { remarks: slot.code },
    });
    return NextResponse.json({ entry${extra} });
  `;
  return piece(text, { reads: true, writes: 2 });
}

function findOrCreate({ client, tenant, model, extra }: Frame): Piece {
  const text = code`
    let ${model.property} = await ${client}.${model.property}.findFirst({ where: { tenantId: ${tenant}, code: body.code } });
    if (!${model.property}) {
      ${model.property} = await ${client}.${model.property}.create({
        data: { tenantId: ${tenant}, name: body.name, code: body.code },
      });
    }
    return NextResponse.json({ id: ${model.property}.id${extra} });
  `;
  return piece(text, { reads: true, writes: 1 });
}

function byAction(frame: Frame): Piece {
  const helper = frame.random.pick(frame.writers);
  const text = code`
    switch (body.status) {
      case "approve":
        await ${callOf(helper, frame)};
        break;
      case "reject": {
        await ${writeOperation(frame.random, frame)};
        break;
      }
      default:
        return NextResponse.json({ error: "Unknown action", action: body.status }, { status: 400 });
    }
    return NextResponse.json({ action: body.status${frame.extra} });
  `;
  return piece(text, { writes: 1, helpers: [helper] });
}

function ownTransaction(frame: Frame): Piece {
  const inner = { ...frame, client: "tx" };
  const text = code`
    const before = await ${countOperation(frame.random, frame)};
    await ${frame.client}.$transaction(async (tx) => {
      await ${writeOperation(frame.random, inner)};
      await ${writeOperation(frame.random, { ...inner, model: frame.other, other: frame.model })};
    });
    await recordAudit(${frame.client}, ${frame.tenant}, { action: "${frame.model.path}.moved", entity: "${frame.model.name}", entityId: id });
    return NextResponse.json({ before${frame.extra} });
  `;
  return piece(text, { reads: true, writes: 2, sharedWrites: [auditWrite], imports: [auditImport] });
}

function archiveLoop({ client, tenant, model, extra }: Frame): Piece {
  const text = code`
    const stale = await ${client}.${model.property}.findMany({ where: { tenantId: ${tenant}, status: "done" }, take: 200 });
    let archived = 0;
    for (const ${model.property} of stale) {
      if (${model.property}.archivedAt) continue;
      await ${client}.${model.property}.update({
        where: { id: ${model.property}.id, tenantId: ${tenant} },
        data: { archivedAt: new Date() },
      });
      archived += 1;
    }
    return NextResponse.json({ archived${extra} });
  `;
  return piece(text, { reads: true, writes: 1 });
}
