import fc from "fast-check";

/** One database operation: how the client gets there, how the call is written, what is around it. */
interface Step {
  readonly operation: keyof typeof operations;
  readonly client: keyof typeof clients;
  readonly call: keyof typeof calls;
  readonly flow: keyof typeof flows;
  readonly pass: keyof typeof passes;
  /** Helper functions between the handler and the operation. */
  readonly depth: number;
}

export interface Program {
  readonly steps: readonly Step[];
  readonly distraction: keyof typeof distractions;
}

export type Truth = "none" | "read" | "write";

/** Operations, with what they do: the truth that everything else must not hide. */
const operations = {
  findMany: { text: "order.findMany", args: "{ take: 1 }", does: "read" },
  count: { text: "task.count", args: "", does: "read" },
  findFirstOrThrow: { text: "order.findFirstOrThrow", args: "{}", does: "read" },
  create: { text: "order.create", args: "{ data: {} }", does: "write" },
  update: { text: "order.update", args: "{ where: {}, data: {} }", does: "write" },
  delete: { text: "task.delete", args: "{ where: {} }", does: "write" },
  upsert: { text: "order.upsert", args: "{ where: {}, create: {}, update: {} }", does: "write" },
  deleteMany: { text: "task.deleteMany", args: "", does: "write" },
} as const;

/** Ways to an expression for the client: statements before it, the expression. */
const clients = {
  parameter: () => ({ setup: "", client: "db" }),
  alias: (n: number) => ({ setup: `const c${n} = db;`, client: `c${n}` }),
  late: (n: number) => ({ setup: `let c${n}: any; c${n} = db;`, client: `c${n}` }),
  object: (n: number) => ({ setup: `const c${n} = { a: { db } };`, client: `c${n}.a.db` }),
  destructured: (n: number) => ({ setup: `const { a: [c${n}] } = { a: [db] };`, client: `c${n}` }),
  spread: (n: number) => ({ setup: `const c${n} = { x: 1, ...{ db } };`, client: `c${n}.db` }),
  assigned: (n: number) => ({ setup: `const c${n}: any = {}; c${n}.db = db;`, client: `c${n}.db` }),
  objectAssign: (n: number) => ({ setup: `const c${n} = Object.assign({}, { db });`, client: `c${n}.db` }),
  array: (n: number) => ({ setup: `const c${n}: any[] = []; c${n}.push(db);`, client: `c${n}[0]` }),
  map: (n: number) => ({ setup: `const c${n} = new Map([["k", db]]);`, client: `c${n}.get("k")!` }),
  mapSet: (n: number) => ({
    setup: `const c${n} = new Map<string, any>(); c${n}.set("k", db);`,
    client: `c${n}.get("k")`,
  }),
  closure: (n: number) => ({ setup: `const c${n} = () => db;`, client: `c${n}()` }),
  promise: (n: number) => ({ setup: `const c${n} = await Promise.resolve(db);`, client: `c${n}` }),
  all: (n: number) => ({ setup: `const [c${n}] = await Promise.all([Promise.resolve(db)]);`, client: `c${n}` }),
  instance: (n: number) => ({
    setup: `class C${n} { constructor(public db: any) {} } const c${n} = new C${n}(db);`,
    client: `c${n}.db`,
  }),
  privateField: (n: number) => ({
    setup: `class C${n} { #db; constructor(x: any) { this.#db = x; } get it() { return this.#db; } } const c${n} = new C${n}(db);`,
    client: `c${n}.it`,
  }),
  inherited: (n: number) => ({
    setup: `class B${n} { constructor(protected x: any) {} get db() { return this.x; } } class C${n} extends B${n} {} const c${n} = new C${n}(db);`,
    client: `c${n}.db`,
  }),
  chosen: (n: number) => ({ setup: `const c${n} = request.url ? db : db;`, client: `c${n}` }),
  fallback: (n: number) => ({ setup: `const c${n} = (null as any) ?? db;`, client: `c${n}` }),
  generator: (n: number) => ({ setup: `function* g${n}() { yield db; } const [c${n}] = g${n}();`, client: `c${n}` }),
  defaulted: (n: number) => ({ setup: `const c${n} = ((x: any = db) => x)();`, client: `c${n}` }),
  reflected: (n: number) => ({ setup: `const c${n} = Reflect.get({ db }, "db");`, client: `c${n}` }),
  cast: () => ({ setup: "", client: "(db as any)!" }),
} satisfies Record<string, (n: number) => { setup: string; client: string }>;

/** Ways to write the call of `model.method` on a client expression. */
const calls = {
  plain: (c: string, { text, args }: Operation) => `${c}.${text}(${args})`,
  optional: (c: string, { text, args }: Operation) => `${c}?.${text.replace(".", "?.")}?.(${args})`,
  bracket: (c: string, { text, args }: Operation) => `${c}["${text.replace(".", '"]["')}"](${args})`,
  key: (c: string, { text, args }: Operation) => `((k: any) => ${c}[k]${tail(text)}(${args}))("${text.split(".")[0]}")`,
  delegate: (c: string, { text, args }: Operation) =>
    `((d: any) => d${tail(text)}(${args}))(${c}.${text.split(".")[0]})`,
  value: (c: string, { text, args }: Operation) => `((f: any) => f(${args}))(${c}.${text})`,
  bound: (c: string, { text, args }: Operation) => `((x: any, a: any) => x.${text}(a)).bind(null, ${c})(${args})`,
  called: (c: string, { text, args }: Operation) =>
    `(function (this: any, a: any) { return this.${text}(a); }).call(${c}, ${args || "{}"})`,
  applied: (c: string, { text, args }: Operation) => `((x: any) => x.${text}(${args})).apply(null, [${c}])`,
  destructured: (c: string, { text, args }: Operation) =>
    `(({ ${text.replace(".", ": { ")}: f } }: any) => f(${args}))(${c})`,
  method: (c: string, { text, args }: Operation) =>
    `({ db: ${c} as any, go() { return this.db.${text}(${args}); } }).go()`,
  instance: (c: string, { text, args }: Operation) =>
    `new (class { constructor(private x: any) {} go() { return this.x.${text}(${args}); } })(${c}).go()`,
  reflected: (c: string, { text, args }: Operation) =>
    `Reflect.get(${c}, "${text.split(".")[0]}")${tail(text)}(${args})`,
  curried: (c: string, { text, args }: Operation) => `((x: any) => (a: any) => x.${text}(a))(${c})(${args})`,
  composed: (c: string, { text, args }: Operation) =>
    `[(x: any) => x.${text.split(".")[0]}, (d: any) => d${tail(text)}(${args})].reduce((v: any, f: any) => f(v), ${c})`,
  table: (c: string, { text, args }: Operation) =>
    `({ a: (x: any) => x.${text}(${args}), b: (x: any) => x.${text}(${args}) } as any)[request.url](${c})`,
} satisfies Record<string, (client: string, operation: Operation) => string>;

type Operation = (typeof operations)[keyof typeof operations];

function tail(text: string): string {
  return text.slice(text.indexOf("."));
}

/** What stands around an expression that is a promise. */
const flows = {
  awaited: (p: string) => `await ${p};`,
  variable: (p: string, n: number) => `const r${n} = await ${p};`,
  returned: (p: string) => `if (request.url) return Response.json(await ${p});`,
  branch: (p: string) => `if (request.url) { await ${p}; } else { request.headers.get("x"); }`,
  elseBranch: (p: string) => `if (!request.url) {} else await ${p};`,
  ternary: (p: string) => `request.url ? await ${p} : null;`,
  and: (p: string) => `request.url && (await ${p});`,
  nullish: (p: string, n: number) => `const r${n} = (null as any) ?? (await ${p});`,
  tryBlock: (p: string) => `try { await ${p}; } catch { /* ignored */ }`,
  catchBlock: (p: string) => `try { throw new Error("x"); } catch { await ${p}; }`,
  finallyBlock: (p: string) => `try { request.url; } finally { await ${p}; }`,
  forOf: (p: string) => `for (const i of [1, 2]) { if (i) await ${p}; }`,
  labelled: (p: string) => `outer: for (;;) { await ${p}; break outer; }`,
  whileLoop: (p: string) => `while (await ${p}) break;`,
  doLoop: (p: string) => `do { await ${p}; } while (false);`,
  switchCase: (p: string) => `switch (request.url) { case "a": break; default: await ${p}; }`,
  promiseAll: (p: string) => `await Promise.all([Promise.resolve(1), ${p}]);`,
  settled: (p: string) => `await Promise.allSettled([${p}]);`,
  mapped: (p: string) => `await Promise.all([1, 2].map(async () => { await ${p}; }));`,
  forEach: (p: string) => `[1].forEach(() => { void ${p}.then(() => 1); });`,
  then: (p: string) => `await ${p}.then((r: any) => r);`,
  chained: (p: string) => `await Promise.resolve(1).then(() => ${p});`,
  floating: (p: string) => `void ${p}.catch(() => null);`,
  iife: (p: string) => `await (async () => { await ${p}; })();`,
  retried: (p: string, n: number) =>
    `const retry${n} = async (f: any) => { try { return await f(); } catch { return f(); } }; await retry${n}(() => ${p});`,
  deferredPush: (p: string, n: number) =>
    `const l${n}: any[] = []; l${n}.push(() => ${p}); for (const f of l${n}) await f();`,
  objectValue: (p: string, n: number) => `const o${n} = { v: await ${p} };`,
  template: (p: string, n: number) => `const t${n} = \`\${await ${p}}\`;`,
  argument: (p: string) => `String(await ${p});`,
  generator: (p: string, n: number) =>
    `async function* y${n}() { yield await ${p}; } for await (const x of y${n}()) String(x);`,
} satisfies Record<string, (promise: string, n: number) => string>;

/** How a helper takes the client: its parameters, the argument, the client inside. */
const passes = {
  first: { parameters: "x: any, n = 1", argument: (c: string) => c, inside: "x" },
  last: { parameters: "n: number, x: any", argument: (c: string) => `1, ${c}`, inside: "x" },
  object: { parameters: "{ x, n }: any", argument: (c: string) => `{ x: ${c}, n: 1 }`, inside: "x" },
  whole: { parameters: "given: any", argument: (c: string) => `{ x: ${c} }`, inside: "given.x" },
  rest: { parameters: "...all: any[]", argument: (c: string) => `1, ${c}`, inside: "all[1]" },
} as const;

/** Code that only looks like an operation, or that never runs. */
const distractions = {
  nothing: "",
  map: `const seen = new Map(); seen.delete("x"); new Set([1]).delete(1);`,
  url: `new URL(request.url).searchParams.delete("x");`,
  unusedFunction: `async function unused() { await db.order.deleteMany(); }`,
  unusedClosure: `const unused = { drop: () => db.order.deleteMany() };`,
  text: `const text = "db.order.deleteMany()"; // await db.order.deleteMany();`,
  unsent: `void db.order.deleteMany();`,
} as const;

export function arbitraryProgram(): fc.Arbitrary<Program> {
  const key = <Table extends object>(table: Table): fc.Arbitrary<keyof Table> =>
    fc.constantFrom(...(Object.keys(table) as (keyof Table)[]));
  const step: fc.Arbitrary<Step> = fc.record({
    operation: key(operations),
    client: key(clients),
    call: key(calls),
    flow: key(flows),
    pass: key(passes),
    depth: fc.integer({ min: 0, max: 3 }),
  });
  return fc.record({ steps: fc.array(step, { maxLength: 3 }), distraction: key(distractions) });
}

export function truthOfProgram({ steps }: Program): Truth {
  const done = steps.map(({ operation }) => operations[operation].does);
  if (done.includes("write")) return "write";
  return done.length > 0 ? "read" : "none";
}

/** The files of a program: a route, and one file with its helpers. */
export function filesOfProgram({ steps, distraction }: Program, name: string): Readonly<Record<string, string>> {
  const written = steps.map(writeStep);
  const helpers = written.flatMap(({ functions }) => functions);
  const imports = helpers.length > 0 ? `import * as helpers from "@/lib/${name}";\n` : "";
  const route = `import { withSalesSession } from "@/lib/auth/sales";
${imports}export const POST = (request: Request) => withSalesSession(request, async ({ db }) => {
  ${distractions[distraction]}
${written.map(({ statements }) => statements).join("\n")}
  return Response.json({});
});`;
  return { [`src/app/api/${name}/route.ts`]: route, [`src/lib/${name}.ts`]: helpers.join("\n") };
}

function writeStep(step: Step, n: number): { readonly functions: readonly string[]; readonly statements: string } {
  const { setup, client } = clients[step.client](n);
  const { parameters, argument, inside } = passes[step.pass];
  const call = (c: string): string =>
    calls[step.call](c, operations[step.operation]).replaceAll("request.url", step.depth > 0 ? '"a"' : "request.url");
  const functions = Array.from({ length: step.depth }, (_, level) => {
    const body = level === step.depth - 1 ? call(inside) : `h${n}_${level + 1}(${argument(inside)})`;
    return `export async function h${n}_${level}(${parameters}) { return ${body}; }`;
  });
  const promise = step.depth === 0 ? call(client) : `helpers.h${n}_0(${argument(client)})`;
  return { functions, statements: `  ${setup}\n  ${flows[step.flow](promise, n)}` };
}
