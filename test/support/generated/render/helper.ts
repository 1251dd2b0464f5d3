import type { HelperStyle, Statement } from "../program.ts";
import { operationOf } from "../operations/operation-table.ts";
import type { Frame, Scope } from "./scope.ts";
import type { Place } from "./sheet.ts";
import { linesOf } from "./statements.ts";

type Helper = Extract<Statement, { kind: "helper" }>;

/** The call of a function outside of the handler that gets the client; its declaration goes onto the sheet. */
export function helperLines(scope: Scope, { style, place, block }: Helper): readonly string[] {
  const { sheet, frame } = scope;
  const file: Place = place === "module" || frame.file === "module" ? "module" : "route";
  sheet.saw(`helper.${style}`);
  if (file === "module") sheet.saw("helper.module");
  const name = sheet.helperName(style === "transaction" ? "commit" : "apply");
  const inner = scope.apart(frameOf(style, file), ["db", "tenantId", "input", "total"]);
  const body = bodyOf(inner, style, style === "reads" ? block.filter(isRead) : block);
  const call = declare(scope, { style, file, name, body });
  return [`total += await ${call};`];
}

function frameOf(style: HelperStyle, file: Place): Frame {
  const isMethod = style === "service" || style === "field";
  return {
    file,
    client: isMethod ? "this.db" : style === "transaction" || style === "reads" ? "tx" : "db",
    tenant: isMethod ? "this.tenantId" : "tenantId",
    returns: "number",
    isHandler: false,
    session: null,
    loop: "none",
    error: null,
  };
}

function bodyOf(inner: Scope, style: HelperStyle, block: Helper["block"]): string {
  const lines = ["let total = 0;", ...linesOf(inner, block), "return total;"].join("\n");
  switch (style) {
    case "swallows":
      return `try {\n${lines}\n} catch {\nreturn -1;\n}`;
    case "reads":
      return `return db.$transaction(async (tx) => {\n${lines}\n});`;
    case "transaction":
      inner.sheet.needs(inner.frame.file, "runWithTransaction", "@/lib/prisma");
      return `return runWithTransaction(db, async (tx) => {\n${lines}\n});`;
    default:
      return lines;
  }
}

function isRead(statement: Statement): boolean {
  return statement.kind === "operation" && operationOf(statement.operation.name).does === "read";
}

interface Declared {
  readonly style: HelperStyle;
  readonly file: Place;
  readonly name: string;
  readonly body: string;
}

/** Writes the declaration and returns the call. */
function declare(scope: Scope, { style, file, name, body }: Declared): string {
  const { sheet, frame } = scope;
  const exported = file === "module" ? "export " : "";
  const own = file === "module" ? sheet.shared : sheet.declarations;
  if (file === "module" && frame.file === "route")
    sheet.needs("route", style === "service" || style === "field" ? className(name) : name, MODULE);
  const tenant = frame.tenant === "tenantId" ? "tenantId" : `tenantId: ${frame.tenant}`;
  const parameters = "db: Db, tenantId: string, input: Input";
  sheet.needs(file, style === "scope" ? "type TenantScope" : "type Db", "@/lib/db-types");
  switch (style) {
    case "scope":
      own.push(`${exported}async function ${name}({ db, tenantId }: TenantScope, input: Input) {\n${body}\n}`);
      return `${name}({ ${frame.client === "db" ? "db" : `db: ${frame.client}`}, ${tenant} }, input)`;
    case "arrow":
      own.push(`${exported}const ${name} = async (${parameters}): Promise<number> => {\n${body}\n};`);
      return `${name}(${frame.client}, ${frame.tenant}, input)`;
    case "service":
    case "field":
      own.push(serviceText(style, exported, { name, body }));
      return `new ${className(name)}(${frame.client}, ${frame.tenant}).${name}(input)`;
    default:
      own.push(`${exported}async function ${name}(${parameters}): Promise<number> {\n${body}\n}`);
      return `${name}(${frame.client}, ${frame.tenant}, input)`;
  }
}

/** Where helpers stand that are not in the route's file; the program's name takes the place of `$name`. */
export const MODULE = "@/lib/generated/$name";

function className(name: string): string {
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}Service`;
}

function serviceText(
  style: "service" | "field",
  exported: string,
  { name, body }: { name: string; body: string },
): string {
  const fields =
    style === "service"
      ? "constructor(private readonly db: Db, private readonly tenantId: string) {}"
      : "private readonly db: Db;\nprivate readonly tenantId: string;\n\nconstructor(db: Db, tenantId: string) {\nthis.db = db;\nthis.tenantId = tenantId;\n}";
  return `${exported}class ${className(name)} {\n${fields}\n\nasync ${name}(input: Input): Promise<number> {\n${body}\n}\n}`;
}
