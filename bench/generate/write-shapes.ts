import { code } from "./code.ts";
import { services } from "./foundation.ts";
import { callOf } from "./helper.ts";
import { findOperation, writeOperation } from "./operations.ts";
import { auditImport, auditWrite, piece } from "./piece.ts";
import type { Frame, Piece, Shape } from "./piece.ts";
import { writeFlowShapes } from "./write-flow-shapes.ts";

/** Handlers that write. */
export const writeShapes: readonly Shape[] = [
  { weight: 20, needsBody: true, make: create },
  { weight: 16, needsBody: true, make: checkAndUpdate },
  { weight: 16, needsBody: false, make: remove },
  { weight: 10, needsBody: false, make: throughHelper },
  { weight: 6, needsBody: false, make: checkThenSeveral },
  { weight: 5, needsBody: false, make: externalAfter },
  { weight: 4, needsBody: false, make: externalBefore },
  ...writeFlowShapes,
];

function create({ client, tenant, model, extra }: Frame): Piece {
  const text = code`
    const ${model.property} = await ${client}.${model.property}.create({
      data: {
        tenantId: ${tenant},
        name: body.name,
        code: body.code,
        position: body.quantity,
        remarks: body.remarks ?? null,
      },
    });
    return NextResponse.json({ ...${model.property}${extra} }, { status: 201 });
  `;
  return piece(text, { writes: 1 });
}

function checkAndUpdate(frame: Frame): Piece {
  const { client, tenant, model, extra } = frame;
  const text = code`
    const existing = await ${findOperation(frame)};
    if (!existing) {
      return NextResponse.json({ error: "${model.name} not found" }, { status: 404 });
    }
    if (existing.status === "closed") {
      return NextResponse.json({ error: "${model.name} is closed", status: existing.status }, { status: 409 });
    }
    const updated = await ${client}.${model.property}.update({
      where: { id: existing.id, tenantId: ${tenant} },
      data: { name: body.name, status: body.status, remarks: body.remarks ?? null },
    });
    await recordAudit(${client}, ${tenant}, { action: "${model.path}.updated", entity: "${model.name}", entityId: updated.id });
    return NextResponse.json({ updated${extra} });
  `;
  return piece(text, { reads: true, writes: 1, sharedWrites: [auditWrite], imports: [auditImport] });
}

function remove(frame: Frame): Piece {
  const { client, tenant, model } = frame;
  const text = code`
    const found = await ${findOperation(frame)};
    if (!found) return NextResponse.json({ error: "Nothing to delete" }, { status: 404 });
    await ${client}.${model.property}.delete({ where: { id: found.id, tenantId: ${tenant} } });
    return new NextResponse(null, { status: 204 });
  `;
  return piece(text, { reads: true, writes: 1 });
}

function throughHelper(frame: Frame): Piece {
  const helper = frame.random.pick(frame.writers);
  const text = code`
    const outcome = await ${callOf(helper, frame)};
    return NextResponse.json({ outcome: outcome ?? null${frame.extra} });
  `;
  return piece(text, { helpers: [helper] });
}

function checkThenSeveral(frame: Frame): Piece {
  const text = code`
    const found = await ${findOperation(frame)};
    if (!found || found.status === "archived") {
      return NextResponse.json({ error: "${frame.model.name} cannot be processed" }, { status: 422 });
    }
    await ${writeOperation(frame.random, frame)};
    await ${writeOperation(frame.random, { ...frame, id: "found.code" })};
    await ${writeOperation(frame.random, { ...frame, model: frame.other, other: frame.model })};
    return NextResponse.json({ processed: found.id${frame.extra} });
  `;
  return piece(text, { reads: true, writes: 3 });
}

function externalAfter(frame: Frame): Piece {
  const service = frame.random.pick(services);
  const text = code`
    const saved = await ${frame.client}.${frame.model.property}.update({
      where: { id, tenantId: ${frame.tenant} },
      data: { status: "sent" },
    });
    await ${service.name}(saved);
    return NextResponse.json({ id: saved.id${frame.extra} });
  `;
  return piece(text, { writes: 1, imports: [`import { ${service.name} } from "@/lib/services/${service.file}";`] });
}

function externalBefore(frame: Frame): Piece {
  const service = frame.random.pick(services);
  const text = code`
    const reply = await ${service.name}({ id }); // slow: seconds on a bad day
    if (!reply.accepted) return NextResponse.json({ error: "Not accepted" }, { status: 502 });
    const saved = await ${frame.client}.${frame.model.property}.update({
      where: { id, tenantId: ${frame.tenant} },
      data: { code: reply.reference ?? id },
    });
    return NextResponse.json({ id: saved.id${frame.extra} });
  `;
  return piece(text, { writes: 1, imports: [`import { ${service.name} } from "@/lib/services/${service.file}";`] });
}
