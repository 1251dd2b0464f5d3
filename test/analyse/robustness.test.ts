import { describe, expect, it } from "vitest";
import { analyseRepository } from "../../src/analyse/analyse-repository.ts";
import { defaultConfig } from "../../src/config/default-config.ts";
import { memoryWorkspace } from "../../src/io/memory-workspace.ts";
import type { HandlerFacts } from "../../src/model/handler.ts";
import { baseFiles } from "../support/analyse/shape-fixtures.ts";

const route = "src/app/api/route.ts";

function handlerWith(body: string, top = ""): string {
  return `import { withSalesSession } from "@/lib/auth/sales";
${top}
export const POST = (request: Request) => withSalesSession(request, async ({ db }) => {
${body}
return Response.json({});
});`;
}

async function analyse(files: Readonly<Record<string, string>>): Promise<readonly HandlerFacts[]> {
  const { handlers } = await analyseRepository({
    workspace: memoryWorkspace({ ...baseFiles(), ...files }),
    config: defaultConfig,
  });
  return handlers;
}

function repeated(count: number, line: (index: number) => string, glue = "\n"): string {
  return Array.from({ length: count }, (_, index) => line(index)).join(glue);
}

function nested(depth: number): string {
  return `${"String(".repeat(depth)}await db.order.deleteMany()${")".repeat(depth)};\n${"{".repeat(depth)}${write}${"}".repeat(depth)}`;
}

const write = "await db.order.deleteMany();";
const codesOf = (handlers: readonly HandlerFacts[]): readonly string[] =>
  handlers.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code));

describe("huge and deep code", () => {
  it("a handler of 10,000 lines", async () => {
    const lines = repeated(10_000, (index) =>
      index === 7_000 ? write : `const value${index} = request.headers.get("h${index}");`,
    );
    const [handler] = await analyse({ [route]: handlerWith(lines) });
    expect(handler?.classification).toBe("write");
    expect(handler?.effects.map(({ line }) => line)).toEqual([7_004]);
  });

  it("a helper file of 10,000 functions, of which one is called", async () => {
    const functions = repeated(
      10_000,
      (index) => `export const f${index} = (db: any) => db.order.${index % 2 ? "findMany" : "deleteMany"}();`,
    );
    const [handler] = await analyse({
      "src/lib/f.ts": functions,
      [route]: handlerWith("await f4000(db);", 'import { f4000 } from "@/lib/f";'),
    });
    expect(handler?.classification).toBe("write");
  });

  it("a concatenation of 3,000 strings as SQL", async () => {
    const [handler] = await analyse({
      [route]: handlerWith(`await db.$queryRawUnsafe(${repeated(3_000, () => '" "', " + ")} + "SELECT 1");`),
    });
    expect(["read", "unknown"]).toContain(handler?.classification);
  });

  it("a concatenation of 3,000 strings as SQL that writes", async () => {
    const [handler] = await analyse({
      [route]: handlerWith(`await db.$queryRawUnsafe(${repeated(3_000, () => '" "', " + ")} + "DELETE FROM x");`),
    });
    expect(["write", "unknown"]).toContain(handler?.classification);
  });

  it.each([200, 2_000])("%i nested else-ifs with a write at the end", async (depth) => {
    const chain = repeated(depth, (index) => `if (request.url === "${index}") { await db.order.count(); }`, " else ");
    const [handler] = await analyse({ [route]: handlerWith(`${chain} else { ${write} }`) });
    expect(["write", "unknown"]).toContain(handler?.classification);
  });

  it("100 nested calls, parentheses and blocks around a write", async () => {
    const [handler] = await analyse({ [route]: handlerWith(nested(100)) });
    expect(handler?.classification).toBe("write");
  });

  it("more nesting than the parser's stack holds: the file is named", async () => {
    const files = { ...baseFiles(), [route]: handlerWith(nested(20_000)) };
    const { handlers, diagnostics } = await analyseRepository({
      workspace: memoryWorkspace(files),
      config: defaultConfig,
    });
    expect(handlers).toEqual([]);
    expect(diagnostics.map(({ code, file }) => `${code} ${file}`)).toContain(`MS1002 ${route}`);
  });

  it("a chain of 500 helpers, one a file", async () => {
    const files = Object.fromEntries(
      Array.from({ length: 500 }, (_, index) => [
        `src/lib/h${index}.ts`,
        index === 499
          ? `export const h499 = (db: any) => db.order.deleteMany();`
          : `import { h${index + 1} } from "./h${index + 1}";\nexport const h${index} = (db: any) => h${index + 1}(db);`,
      ]),
    );
    const handlers = await analyse({
      ...files,
      [route]: handlerWith("await h0(db);", 'import { h0 } from "@/lib/h0";'),
    });
    expect(handlers[0]?.classification).toBe("unknown");
    expect(codesOf(handlers)).toContain("MS2009");
  });

  it("300 functions that all call each other", async () => {
    const functions = repeated(
      300,
      (index) =>
        `export async function f${index}(db: any, n: number) { if (n) { await f${(index * 7 + 1) % 300}(db, n - 1); await f${(index * 13 + 5) % 300}(db, n - 1); } ${index === 150 ? write : ""} }`,
    );
    const [handler] = await analyse({
      "src/lib/f.ts": functions,
      [route]: handlerWith("await f0(db, 3);", 'import { f0 } from "@/lib/f";'),
    });
    expect(["write", "unknown"]).toContain(handler?.classification);
  });

  it("a table of 400 functions, of which one writes", async () => {
    const entries = repeated(
      400,
      (index) => `f${index}: (db: any) => db.order.${index === 399 ? "deleteMany" : "findMany"}(),`,
    );
    const [handler] = await analyse({
      [route]: handlerWith("await TABLE[request.url](db);", `const TABLE: any = {${entries}};`),
    });
    expect(["write", "unknown"]).toContain(handler?.classification);
  });

  it("a variable that is assigned 2,000 times", async () => {
    const lines = repeated(2_000, (index) => `sql += " AND a${index} = 1";`);
    const [handler] = await analyse({
      [route]: handlerWith(`let sql = "DELETE FROM x WHERE true";\n${lines}\nawait db.$queryRawUnsafe(sql);`),
    });
    expect(["write", "unknown"]).toContain(handler?.classification);
  });
});

describe("code that does not fit together", () => {
  it("files that import each other in a circle, through stars, and one that imports itself", async () => {
    const handlers = await analyse({
      "src/lib/a.ts": 'export * from "./b"; export * from "./a"; import { me } from "./a"; export { me };',
      "src/lib/b.ts": 'export * from "./c"; export { gone } from "./a";',
      "src/lib/c.ts": 'export * from "./a"; export const wipe = (db: any) => db.order.deleteMany();',
      [route]: handlerWith("await wipe(db);", 'import { wipe, gone, me } from "@/lib/a";'),
    });
    expect(handlers[0]?.classification).toBe("write");
  });

  it.each([
    [
      "a class that extends itself",
      "class A extends A { save() { return super.save(); } }\nexport const tool = new A();",
      "await (tool as any).save(db);",
    ],
    [
      "classes that extend each other",
      "class A extends B {}\nclass B extends A {}\nexport const tool = new A();",
      "await (tool as any).save(db);",
    ],
    ["a variable that is its own value", "export const tool: any = tool;", "await tool.save(db);"],
    [
      "variables that are each other's values",
      "const a: any = b; const b: any = a; export { a as tool };",
      "await tool.save(db);",
    ],
    ["an object that spreads itself", "export const tool: any = { ...tool, save: tool.save };", "await tool.save(db);"],
    [
      "a parameter that is its own default",
      "export const tool = { save(db: any, self = self) { return self(db); } };",
      "await tool.save(db);",
    ],
    [
      "a function that returns itself",
      "export function tool(db: any): any { return tool; }",
      "await tool(db)(db)(db);",
    ],
    [
      "a getter that reads itself",
      "export const tool = { get save() { return this.save; } };",
      "await (tool as any).save(db);",
    ],
    [
      "a function that calls itself with what it returns",
      "export const tool = { save: (x: any): any => tool.save(tool.save({ x })) };",
      "await tool.save(db);",
    ],
    [
      "an array that holds itself",
      "export const list: any[] = []; list.push(list); export const tool = { save: (db: any) => list[0][0][0](db) };",
      "await tool.save(db);",
    ],
    [
      "an ever deeper object",
      "export const tool = { save(db: any, n = {}): any { return this.save({ db }, { n }); } };",
      "await tool.save(db);",
    ],
  ])("%s", async (_, helper, call) => {
    const [handler] = await analyse({
      "src/lib/t.ts": helper,
      [route]: handlerWith(`${call}\n${write}`, 'import { tool } from "@/lib/t";'),
    });
    expect(["write", "unknown"]).toContain(handler?.classification);
  });

  it.each([
    "{",
    "<div>",
    "export default",
    "/*",
    "`${",
    "class {",
    "(((",
    "\u0000\u0001",
    "@@@",
    "import {",
    "<<<<<<< HEAD",
  ])("a helper that ends in %j is unknown, and its file is named", async (rest) => {
    const handlers = await analyse({
      "src/lib/t.ts": `export function count(db: any) { return db.order.count(); }\n${rest}`,
      [route]: handlerWith("await count(db);", 'import { count } from "@/lib/t";'),
    });
    const [handler] = handlers;
    expect(handler?.classification).toBe("unknown");
    expect(codesOf(handlers)).toContain("MS2010");
  });

  it("an empty file, one with a byte order mark, and one with only a comment", async () => {
    const handlers = await analyse({
      "src/lib/a.ts": "",
      "src/lib/b.ts": "\uFEFF",
      "src/lib/c.ts": "// withSalesSession",
      [route]: handlerWith(write),
    });
    expect(handlers.map(({ classification }) => classification)).toEqual(["write"]);
  });
});
