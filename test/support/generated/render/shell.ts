import type { ContextStyle, Program } from "../program.ts";

/** How a handler takes its client, tenant and session. */
export interface Context {
  readonly parameter: string;
  readonly before: readonly string[];
  readonly client: string;
  readonly tenant: string;
  readonly session: string;
}

export const contexts: Readonly<Record<ContextStyle, Context>> = {
  plain: { parameter: "{ db, tenantId, session }", before: [], client: "db", tenant: "tenantId", session: "session" },
  renamed: {
    parameter: "{ tenantId, db: client, session }",
    before: [],
    client: "client",
    tenant: "tenantId",
    session: "session",
  },
  renamedTx: {
    parameter: "{ db: tx, tenantId, session }",
    before: [],
    client: "tx",
    tenant: "tenantId",
    session: "session",
  },
  withoutTenant: {
    parameter: "{ db, session }",
    before: [],
    client: "db",
    tenant: "session.tenantId",
    session: "session",
  },
  whole: {
    parameter: "context",
    before: [],
    client: "context.db",
    tenant: "context.tenantId",
    session: "context.session",
  },
  late: {
    parameter: "context",
    before: ["const { db, tenantId, session } = context;"],
    client: "db",
    tenant: "tenantId",
    session: "session",
  },
  tenantTaken: {
    parameter: "{ db, tenantId: owner, session }",
    before: ["const tenantId = owner.slice(0, 8);", "void tenantId;"],
    client: "db",
    tenant: "owner",
    session: "session",
  },
};

/** The exported function around a handler's lines. */
export function shellText({ shell }: Program, { parameter }: Context, lines: string): string {
  switch (shell) {
    case "arrow":
      return `export const POST = async (request: NextRequest) =>\nwithSalesSession(request, async (${parameter}) => {\n${lines}\n});`;
    case "functionExpression":
      return `export async function POST(request: NextRequest) {\nreturn withSalesSession(request, async function handle(${parameter}) {\n${lines}\n});\n}`;
    case "options":
      return `export async function POST(request: NextRequest) {\nconst response = await withSalesSession(\nrequest,\nasync (${parameter}) => {\n${lines}\n},\n{ requiredRoles: ["sales-rep"] },\n);\nreturn response;\n}`;
    case "delegating":
      return `export async function POST(request: NextRequest) {\nreturn withSalesSession(request, (given) => handle(request, given));\n}\n\nasync function handle(request: NextRequest, ${typed(parameter)}) {\n${lines}\n}`;
    case "named":
      return `async function handle(${typed(parameter)}) {\n${lines.replace("(await request.json()) as Input", '{ mode: 1, count: 2, flag: true, name: "Ada", customerId: "10000000-0000-4000-8000-000700000002", names: ["a", "b"] } as Input')}\n}\n\nexport const POST = (request: NextRequest) => withSalesSession(request, handle);`;
    default:
      return `export async function POST(request: NextRequest) {\nreturn withSalesSession(request, async (${parameter}) => {\n${lines}\n});\n}`;
  }
}

function typed(parameter: string): string {
  return `${parameter}: import("@/lib/auth/sales").SalesSessionContext`;
}
