import { format, type Options } from "prettier";
import type { Format, OperationChoice, Program } from "../program.ts";
import { operationOf } from "../operations/operation-table.ts";
import { MODULE } from "./helper.ts";
import { type Frame, Scope } from "./scope.ts";
import { type Reachable, Sheet } from "./sheet.ts";
import { type Context, contexts, shellText } from "./shell.ts";
import { linesOf } from "./statements.ts";

/** A program as source text, with what is known about it from its making. */
export interface Rendered {
  /** By path from the application's root: the route, and its helpers if there are some in a module. */
  readonly files: Readonly<Record<string, string>>;
  readonly route: string;
  /** Database operations that the handler can reach. */
  readonly operations: readonly Reachable[];
  readonly constructs: ReadonlySet<string>;
}

/** Writes a program as a person would: a route file under `src/app/api/generated/<name>`, and what it needs. */
export async function renderProgram(program: Program, name: string): Promise<Rendered> {
  const sheet = new Sheet();
  const handler = handlerText(program, sheet);
  const other = program.other === null ? "" : otherHandler(program.other, sheet);
  sheet.needs("route", "NextResponse, type NextRequest", "next/server");
  sheet.needs("route", "withSalesSession", program.format === "bare" ? "@/lib/auth/sales" : "@/lib/auth");
  sheet.saw(`shell.${program.shell}`);
  sheet.saw(`context.${program.context}`);
  sheet.saw(`format.${program.format}`);
  sheet.saw(`answer.${program.answer}`);
  const route = `src/app/api/generated/${name}/route.ts`;
  const texts = { [route]: [sheet.importsOf("route"), INPUT, ...sheet.declarations, handler, other].join("\n") };
  if (sheet.shared.length > 0) {
    texts[`src/lib/generated/${name}.ts`] = [sheet.importsOf("module"), INPUT, ...sheet.shared].join("\n");
  }
  const files = await Promise.all(
    Object.entries(texts).map(
      async ([file, text]) =>
        [file, await formatted(text.replaceAll(MODULE, MODULE.replace("$name", name)), program.format)] as const,
    ),
  );
  return { files: Object.fromEntries(files), route, operations: sheet.operations, constructs: sheet.constructs };
}

const INPUT =
  "type Input = { mode: number; count: number; flag: boolean; name: string; customerId: string; names: string[] };\n";

const styles: Readonly<Record<Exclude<Format, "untouched">, Options>> = {
  usual: { printWidth: 100 },
  single: { singleQuote: true, printWidth: 80 },
  bare: { singleQuote: true, semi: false, printWidth: 100 },
  tabs: { useTabs: true, arrowParens: "avoid" },
  windows: { endOfLine: "crlf", printWidth: 100 },
  narrow: { printWidth: 50, tabWidth: 4, trailingComma: "none", bracketSpacing: false },
};

async function formatted(text: string, style: Format): Promise<string> {
  if (style === "untouched") return text;
  return format(text, { parser: "typescript", ...styles[style] });
}

function handlerText(program: Program, sheet: Sheet): string {
  const context = contexts[program.context];
  if (program.shell === "concise") return conciseText(program, sheet, context);
  const frame: Frame = { file: "route", ...context, returns: "answer", isHandler: true, loop: "none", error: null };
  const scope = new Scope({ sheet, frame, parent: null, shadows: program.shadows });
  const lines = [
    ...context.before,
    "const input = (await request.json()) as Input;",
    "const log: string[] = [];",
    "let total = 0;",
    ...linesOf(scope, program.body),
    answerText(scope, program.answer),
  ];
  return shellText(program, context, lines.join("\n"));
}

/** A second handler of the file; no request is for it, but its edits must go along with those of the first. */
function otherHandler(choice: OperationChoice, sheet: Sheet): string {
  sheet.saw("shell.other");
  return `export const GET = async (request: NextRequest) =>
  withSalesSession(request, async ({ db, tenantId, session }) => {
    const input = (await request.json()) as Input;
    const result = await ${plainCall(choice, sheet, { client: "db", tenant: "tenantId", session: "session" })};
    return NextResponse.json({ result });
  });`;
}

/** A handler that is one expression, and not `async`. */
function conciseText({ body }: Program, sheet: Sheet, context: Context): string {
  // What needs statements before it cannot be one expression.
  const { parameter, client, tenant, session } = context.before.length > 0 ? contexts.plain : context;
  const [first] = body.flatMap((statement) => (statement.kind === "operation" ? [statement.operation] : []));
  const choice = first ?? { name: "taskCount", row: 0, value: 0 };
  const operation = operationOf(choice.name);
  sheet.operations.push({ does: operation.does, operation: operation.operation });
  const call = plainCall(choice, sheet, { client, tenant, session });
  return `export async function POST(request: NextRequest) {
  const input = (await request.json()) as Input;
  return withSalesSession(request, (${parameter}) => ${call}.then((result) => NextResponse.json({ result })));
}`;
}

/** An operation with what every handler has. */
function plainCall(
  { name, value }: OperationChoice,
  sheet: Sheet,
  { client, tenant, session }: Pick<Context, "client" | "tenant" | "session">,
): string {
  const operation = operationOf(name);
  if (operation.needsSql) sheet.needs("route", "Prisma", "@/generated/prisma/client");
  return operation.text({
    client,
    tenant: tenant === "tenantId" ? "tenantId" : `tenantId: ${tenant}`,
    tenantValue: tenant,
    author: `${session}.userId`,
    id: (entity) => (entity === "customer" ? "input.customerId" : `"00000000-0000-4000-8000-000000000000"`),
    number: "input.count",
    text: "input.name",
    variant: value % 10,
  });
}

function answerText(scope: Scope, form: Program["answer"]): string {
  const known = scope
    .known()
    .filter(({ result }) => result !== "count")
    .slice(-2);
  for (const { name } of known) scope.use(name);
  const [last] = known;
  switch (form) {
    case "unawaited":
      scope.sheet.operations.push({ does: "read", operation: "task.count" });
      return `return ${scope.frame.client}.task.count({ where: { tenantId: ${scope.frame.tenant} } }).then((open) => NextResponse.json({ open, total, log }));`;
    case "plain":
      return "return NextResponse.json({ done: true });";
    case "totals":
      return "return NextResponse.json({ total, log });";
    case "status":
      return "return NextResponse.json({ total, log }, { status: total > 1 ? 200 : 202 });";
    case "spread":
      return last && last.result !== "list"
        ? `return NextResponse.json({ ...${last.name}, total, log });`
        : "return NextResponse.json({ total, log });";
    case "values":
      return `return NextResponse.json({ ${["total", "log", ...known.map(({ name }) => name)].join(", ")} });`;
  }
}
