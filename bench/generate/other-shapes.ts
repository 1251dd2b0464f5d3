import { code } from "./code.ts";
import { piece } from "./piece.ts";
import type { Frame, Piece, Shape } from "./piece.ts";

/** Handlers that touch no database, though some of their words look like it. */
export const noDatabaseShapes: readonly Shape[] = [
  { weight: 2, needsBody: false, make: signedInUser },
  { weight: 1, needsBody: false, make: clearPreferences },
];

/** Handlers whose effect cannot be known from the code. */
export const unknownShapes: readonly Shape[] = [
  { weight: 1, needsBody: false, make: sqlFromEnvironment },
  { weight: 1, needsBody: false, make: operationFromRequest },
];

function signedInUser({ tenant, model }: Frame): Piece {
  const text = code`
    const features = new Set((process.env.${model.property.toUpperCase()}_FEATURES ?? "").split(","));
    features.delete("");
    return NextResponse.json({ tenantId: ${tenant}, features: [...features], find: request.nextUrl.searchParams.get("find") });
  `;
  return piece(text);
}

function clearPreferences({ model }: Frame): Piece {
  const text = code`
    const store = await cookies();
    store.delete("${model.path}-preferences");
    const url = new URL(request.url);
    url.searchParams.delete("token");
    return NextResponse.redirect(url);
  `;
  return piece(text, { imports: ['import { cookies } from "next/headers";'] });
}

function sqlFromEnvironment({ client, model }: Frame): Piece {
  const text = code`
    const statement = process.env.${model.property.toUpperCase()}_REPORT_SQL ?? "";
    const rows = await ${client}.$queryRawUnsafe<Record<string, unknown>[]>(statement);
    return NextResponse.json({ rows });
  `;
  return piece(text, { unknown: true });
}

function operationFromRequest({ client, model }: Frame): Piece {
  const text = code`
    const operations = ${client}.${model.property} as unknown as Record<string, () => Promise<unknown>>;
    const operation = operations[request.nextUrl.searchParams.get("operation") ?? ""];
    if (!operation) return NextResponse.json({ error: "Unknown operation" }, { status: 400 });
    return NextResponse.json({ outcome: await operation() });
  `;
  return piece(text, { unknown: true });
}
