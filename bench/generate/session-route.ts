import { code, tidy } from "./code.ts";
import type { Filler } from "./fillers.ts";
import { fillers } from "./fillers.ts";
import { bodySchema, bodyType, readBody } from "./request-body.ts";
import type { BodyForm } from "./request-body.ts";
import type { Label } from "./label.ts";
import { labelOf } from "./label.ts";
import { planHandler } from "./plan-handler.ts";
import type { HandlerPlan, Pool } from "./plan-handler.ts";
import type { Random } from "./random.ts";
import type { RoutePlan } from "./routes.ts";

/** Makes the text of a route file whose exports call the session wrapper, and the truth about each of them. */
export function sessionRoute(route: RoutePlan, pool: Pool): { text: string; labels: readonly Label[] } {
  const { random } = pool;
  const wrapper = random.pickWeighted(wrapperImports);
  const bodyForm: BodyForm = random.chance(0.4) ? "schema" : "cast";
  const handlers = route.methods.map((method) => planHandler({ method, route, pool }));
  const needsBody = handlers.some((handler) => handler.needsBody);
  const imports = [
    'import { NextResponse } from "next/server";',
    'import type { NextRequest } from "next/server";',
    needsBody && bodyForm === "schema" ? 'import { z } from "zod";' : "",
    ...handlers.flatMap((handler) => handler.pieces.flatMap((part) => part.imports)),
    wrapper.line,
  ];
  const declaration = bodyForm === "schema" ? bodySchema : bodyType;
  const local = random.sample(fillers, 2);
  const functions = handlers.map((handler) =>
    exportText({ handler, route, callee: wrapper.callee, bodyForm, random, local }),
  );
  const header = [[...new Set(imports)].filter(Boolean).join("\n"), needsBody ? declaration : ""];
  const parts = [...header, ...functions, ...local.map((filler) => filler.code)];
  const labels = handlers.map((handler) => labelOf(`${route.file}#${handler.method}`, handler.pieces));
  return { text: tidy(parts.filter(Boolean).join("\n\n")), labels };
}

const wrapperImports = [
  { weight: 82, line: 'import { withSalesSession } from "@/lib/auth/sales";', callee: "withSalesSession" },
  { weight: 10, line: 'import { withSalesSession } from "@/lib/auth";', callee: "withSalesSession" },
  { weight: 5, line: 'import { withSalesSession as withSession } from "@/lib/auth/sales";', callee: "withSession" },
  { weight: 3, line: 'import * as auth from "@/lib/auth/sales";', callee: "auth.withSalesSession" },
];

interface ExportParts {
  readonly handler: HandlerPlan;
  readonly route: RoutePlan;
  readonly callee: string;
  readonly bodyForm: BodyForm;
  readonly random: Random;
  /** Functions of the file that have nothing to do with the database. */
  readonly local: readonly Filler[];
}

function exportText(parts: ExportParts): string {
  const { handler, route, callee, random } = parts;
  const parameters = route.hasId
    ? "request: NextRequest, { params }: { params: Promise<{ id: string }> }"
    : "request: NextRequest";
  const options = random.chance(0.25) ? random.pick(authorizations) : "";
  const body = code`
    ${statementsBefore(parts).join("\n")}

    return ${callee}(request, async (${handler.context}) => {
      ${statementsInside(parts).join("\n")}
    }${options});
  `;
  if (random.chance(0.15)) {
    return code`
      export const ${handler.method} = async (${parameters}): Promise<Response> => {
        ${body}
      };
    `;
  }
  return code`
    /** ${handler.method} for ${route.model.plural}: for signed-in sales representatives only. */
    export async function ${handler.method}(${parameters}): Promise<Response> {
      ${body}
    }
  `;
}

function statementsBefore({ handler, route, bodyForm, local }: ExportParts): readonly string[] {
  const [first, second] = local;
  return [
    route.hasId ? "const { id } = await params;" : 'const id = request.nextUrl.searchParams.get("id") ?? "";',
    `const agent = ${first?.name ?? ""}(request.headers.get("user-agent") ?? "unknown");`,
    `const locale = ${second?.name ?? ""}(request.headers.get("accept-language") ?? "en");`,
    `if (!agent) return NextResponse.json({ error: "Unsupported client", locale }, { status: 400 });`,
    ...(handler.needsBody && bodyForm === "schema" ? [readBody.schema] : []),
  ];
}

function statementsInside({ handler, route, bodyForm }: ExportParts): readonly string[] {
  return [
    `console.info("[${route.model.path}] ${handler.method}", { agent, locale });`,
    ...(handler.needsBody && bodyForm === "cast" ? [readBody.cast] : []),
    ...handler.pieces.map((part) => part.code),
  ];
}

const authorizations = [
  ', { requiredRoles: ["manager"] }',
  ", { requireSalesRep: false }",
  ', { requiredPermissions: ["sales.write"] }',
];
