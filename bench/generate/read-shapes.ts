import { code } from "./code.ts";
import { services } from "./foundation.ts";
import { callOf, statementsOf } from "./helper.ts";
import { countOperation, findOperation, listOperation } from "./operations.ts";
import { piece } from "./piece.ts";
import type { Frame, Piece, Shape } from "./piece.ts";

/** Handlers that only read. */
export const readShapes: readonly Shape[] = [
  { weight: 24, needsBody: false, make: pagedList },
  { weight: 20, needsBody: false, make: detail },
  { weight: 14, needsBody: false, make: throughHelper },
  { weight: 9, needsBody: false, make: totals },
  { weight: 8, needsBody: false, make: guardedRead },
  { weight: 6, needsBody: false, make: batchLoop },
  { weight: 6, needsBody: false, make: exportFile },
  { weight: 5, needsBody: false, make: externalRead },
  { weight: 4, needsBody: false, make: rawReport },
  { weight: 30, needsBody: true, make: search },
];

function pagedList({ client, tenant, model, extra }: Frame): Piece {
  const text = code`
    const page = Math.max(1, Number(request.nextUrl.searchParams.get("page") ?? "1"));
    const pageSize = Math.min(100, Number(request.nextUrl.searchParams.get("pageSize") ?? "25"));
    const where = { tenantId: ${tenant}, archivedAt: null };
    const [${model.plural}, total] = await Promise.all([
      ${client}.${model.property}.findMany({
        where,
        orderBy: { createdAt: "desc" },
        skip: (page - 1) * pageSize,
        take: pageSize,
        include: { ${model.parents[0]?.property ?? "owner"}: true },
      }),
      ${client}.${model.property}.count({ where }),
    ]);
    return NextResponse.json({
      items: ${model.plural}.map((entry) => ({ ...entry, total: Number(entry.total) })),
      page,
      pages: Math.ceil(total / pageSize)${extra},
    });
  `;
  return piece(text, { reads: true });
}

function detail(frame: Frame): Piece {
  const { client, tenant, model, other, extra } = frame;
  const text = code`
    const ${model.property} = await ${client}.${model.property}.findFirst({
      where: { id, tenantId: ${tenant} },
      include: { owner: { include: { user: { select: { name: true, email: true } } } } },
    });
    if (!${model.property}) {
      return NextResponse.json({ error: "${model.name} not found" }, { status: 404 });
    }
    const related = await ${listOperation(frame.random, { ...frame, model: other })};
    return NextResponse.json({ ...${model.property}, related${extra} });
  `;
  return piece(text, { reads: true });
}

function throughHelper(frame: Frame): Piece {
  const helper = frame.random.pick(frame.readers);
  const text = code`
    const answer = await ${callOf(helper, frame)};
    // An empty answer is an answer: the client shows its own hint then.
    return NextResponse.json({ answer: answer ?? null${frame.extra} });
  `;
  return piece(text, { helpers: [helper] });
}

function totals({ client, tenant, model, extra }: Frame): Piece {
  const text = code`
    const since = new Date();
    since.setDate(since.getDate() - 30);
    const byStatus = await ${client}.${model.property}.groupBy({
      by: ["status"],
      where: { tenantId: ${tenant}, createdAt: { gte: since } },
      _count: { _all: true },
      _sum: { total: true },
    });
    const overall = await ${client}.${model.property}.aggregate({ where: { tenantId: ${tenant} }, _avg: { total: true } });
    const rows = new Map(byStatus.map((group) => [group.status, Number(group._sum.total ?? 0)]));
    rows.delete("draft");
    return NextResponse.json({ rows: Object.fromEntries(rows), average: Number(overall._avg.total ?? 0)${extra} });
  `;
  return piece(text, { reads: true });
}

function guardedRead(frame: Frame): Piece {
  const text = code`
    try {
      const open = await ${countOperation(frame.random, frame)};
      const first = await ${findOperation(frame)};
      if (!first && open === 0) return NextResponse.json({ open, first: null });
      return NextResponse.json({ open, first${frame.extra} });
    } catch (error) {
      console.error("[${frame.model.path}] could not be read", error);
      return NextResponse.json({ error: "Could not read ${frame.model.path}." }, { status: 500 });
    }
  `;
  return piece(text, { reads: true });
}

function batchLoop(frame: Frame): Piece {
  const helper = frame.random.pick(frame.readers);
  const declaration = frame.extra ? "" : "const details: string[] = [];";
  const text = code`
    const ids = request.nextUrl.searchParams.getAll("id").slice(0, 50);
    ${declaration}
    for (const id of ids) {
      ${statementsOf(helper, frame, "found")}
    }
    const known = await ${frame.client}.${frame.other.property}.findMany({
      where: { tenantId: ${frame.tenant}, id: { in: ids } },
      select: { id: true },
    });
    return NextResponse.json({ details, missing: ids.length - known.length });
  `;
  return piece(text, { reads: true, helpers: [helper] });
}

function exportFile(frame: Frame): Piece {
  const text = code`
    const rows = await ${listOperation(frame.random, frame)};
    const csv = rows.map((row) => [row.code, row.name, row.status].map((cell) => JSON.stringify(cell)).join(",")).join("\\n");
    const headers = new Headers({ "content-type": "text/csv" });
    headers.set("etag", createHash("sha256").update(csv).digest("hex"));
    headers.delete("x-powered-by");
    return new NextResponse(csv, { headers });
  `;
  return piece(text, { reads: true, imports: ['import { createHash } from "node:crypto";'] });
}

function externalRead(frame: Frame): Piece {
  const service = frame.random.pick(services);
  const text = code`
    const found = await ${findOperation(frame)};
    if (!found) return NextResponse.json({ error: "${frame.model.name} not found" }, { status: 404 });
    const reply = await ${service.name}(found);
    const similar = await ${countOperation(frame.random, { ...frame, id: "found.code" })};
    return NextResponse.json({ found, similar, reference: reply.reference${frame.extra} });
  `;
  return piece(text, { reads: true, imports: [`import { ${service.name} } from "@/lib/services/${service.file}";`] });
}

function rawReport({ client, tenant, model, extra }: Frame): Piece {
  const text = code`
    const rows = await ${client}.$queryRaw<{ status: string; amount: bigint }[]>${"`"}
      SELECT "status", count(*) AS "amount"
      FROM "${model.name}"
      WHERE "tenantId" = ${`\${${tenant}}`} AND "archivedAt" IS NULL
      GROUP BY "status"
      ORDER BY "amount" DESC
    ${"`"};
    return NextResponse.json({ rows: rows.map((row) => ({ ...row, amount: Number(row.amount) }))${extra} });
  `;
  return piece(text, { reads: true });
}

function search({ client, tenant, model, extra }: Frame): Piece {
  const text = code`
    const ${model.plural} = await ${client}.${model.property}.findMany({
      where: {
        tenantId: ${tenant},
        status: body.status,
        OR: [{ name: { contains: body.name, mode: "insensitive" } }, { code: { startsWith: body.code } }],
      },
      orderBy: [{ position: "asc" }, { name: "asc" }],
      take: body.quantity,
    });
    const hits = ${model.plural}.filter((entry) => body.items.every((item) => item.id !== entry.id));
    return NextResponse.json({ hits${extra} });
  `;
  return piece(text, { reads: true });
}
