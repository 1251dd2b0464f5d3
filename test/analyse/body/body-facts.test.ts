import { describe, expect, test } from "vitest";
import type { BodyFacts, DeclarationFacts } from "../../../src/model/body.ts";
import { planSource } from "../../support/plan-source.ts";

function factsOf(lines: string, parameters = "{ db, tenantId }"): BodyFacts {
  return planSource(`withSalesSession(request, async (${parameters}) => {\n${lines}\n});\n`).body;
}

function declaration(facts: BodyFacts, name: string): DeclarationFacts {
  const found = facts.declarations.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`${name} is not declared`);
  return found;
}

describe("statements", () => {
  test("an if with two leaving branches does not complete", () => {
    const facts = factsOf("if (a) { return 1; } else throw b;\nwork();");
    expect(facts.statements.map(({ kind, completes }) => [kind, completes])).toEqual([
      ["if", false],
      ["expression", true],
    ]);
  });

  test("an endless loop completes only through its break", () => {
    const facts = factsOf(
      "for (;;) { a(); }\nwhile (true) { if (b) break; }\nfor (;;) { switch (c) { case 1: break; } }",
    );
    expect(facts.statements.map(({ completes }) => completes)).toEqual([false, true, false]);
  });

  test("a catch swallows unless every path through it throws", () => {
    const facts = factsOf("try { a(); } catch (e) { throw e; }\ntry { a(); } catch (e) { if (b) return 1; throw e; }");
    const swallows = facts.statements.map(({ blocks }) => blocks.find(({ role }) => role === "catch")?.swallows);
    expect(swallows).toEqual([false, true]);
  });

  test("comments right above belong to a statement, those behind a blank line do not", () => {
    const text = "// apart\n\n// close\na(); // behind";
    const [statement] = factsOf(text).statements;
    expect((statement?.start ?? 0) - (statement?.leadingStart ?? 0)).toBe("// close\n".length);
    expect((statement?.trailingEnd ?? 0) - (statement?.end ?? 0)).toBe(" // behind".length);
  });
});

describe("names", () => {
  test("a shadowing name is another declaration", () => {
    const facts = factsOf("const order = 1;\n{ const order = 2; use(order); }\nuse(order);");
    const [outer, inner] = facts.declarations.filter(({ name }) => name === "order");
    const used = facts.references.map(({ declaration: id }) => id);
    expect(used).toEqual([inner?.id, outer?.id]);
  });

  test("assignments by operator, step and pattern are writes", () => {
    const facts = factsOf("let a = 0, b = 0, c = 0, d = 0;\na = 1; b += 1; c++;\n[d] = [1];\nfor (a of []) {}");
    const accesses = facts.references.map(({ access }) => access);
    expect(accesses).toEqual(["write", "readwrite", "readwrite", "write", "write"]);
  });

  test("a property path has its prefixes, and those that a condition narrows", () => {
    const facts = factsOf("if (!session.user?.profile) return 1;", "{ session }");
    const [use] = facts.references;
    expect(use?.path).toBe("session.user.profile");
    expect(use?.pathEnds).toHaveLength(2);
    expect(use?.narrows).toEqual(["session.user.profile"]);
  });

  test("null, nothing and an empty array let TypeScript infer the type", () => {
    const facts = factsOf("let a;\nlet b = null;\nconst c = [];\nlet d: string | null = null;\nlet e = 1;");
    const evolving = ["a", "b", "c", "d", "e"].map((name) => declaration(facts, name).evolving);
    expect(evolving).toEqual([true, true, true, false, false]);
  });

  test("what comes from request.json() is any, also in parts", () => {
    const facts = factsOf(
      "const body = await request.json();\nconst { id } = body;\nconst row = await db.order.findFirst();",
    );
    expect(["body", "id", "row"].map((name) => declaration(facts, name).isAny)).toEqual([true, true, false]);
  });

  test("a variable from around the handler is declared outside of it", () => {
    const facts = planSource("const limit = 3;\nwithSalesSession(request, ({ db }) => use(db, limit));\n").body;
    expect(declaration(facts, "limit").nameRange.end).toBeLessThan(facts.function.start);
  });
});

describe("uses of the session client", () => {
  test("aliases, delegates, services and closures", () => {
    const facts = factsOf(
      "const client = db;\nconst orders = db.order;\nconst service = new OrderService(db);\nconst load = () => db.order.count();\nuse(client, orders, service, load);",
    );
    const kinds = facts.clientUses.map(({ kind }) => kind).slice(-4);
    expect(kinds).toEqual(["client", "delegate", "holder", "holder"]);
  });

  test("the context is used as a whole only where nothing is taken out of it", () => {
    const facts = factsOf(
      "const { session } = ctx;\nuse(ctx.tenantId, ctx.db, session);\nhelper(ctx, { ctx });",
      "ctx",
    );
    expect(facts.clientUses.map(({ kind, shorthand }) => [kind, shorthand])).toEqual([
      ["client", false],
      ["context", false],
      ["context", true],
    ]);
  });
});

describe("promises", () => {
  test("a kept promise belongs to its variable, an awaited one to nobody", () => {
    const facts = factsOf("const saved = db.order.create({});\nawait saved;\nawait Promise.all([db.task.create({})]);");
    expect(facts.promises.map(({ kept, declaration: id }) => [kept, id])).toEqual([
      ["declaration", declaration(facts, "saved").id],
    ]);
  });

  test("a promise that is pushed belongs to the list", () => {
    const facts = factsOf(
      "const all = [];\nfor (const i of ids) all.push(db.order.create({ i }));\nawait Promise.all(all);",
    );
    expect(facts.promises.map(({ declaration: id }) => id)).toEqual([declaration(facts, "all").id]);
  });
});

describe("the context", () => {
  test.each([
    ["{ db, tenantId }", "tenantId", null],
    ["{ db, tenantId: tenant }", "tenant", null],
    ["{ db, ...rest }", "rest.tenantId", null],
    ["ctx", "ctx.tenantId", null],
    ["{ db }", null, ", tenantId"],
    ["tenantId, db", "tenantId", null],
  ])("(%s): the tenant is %s", (parameters, tenant, added) => {
    const { context } = factsOf("await db.order.create({});", parameters);
    expect(context.tenant).toBe(tenant);
    expect(context.addTenant?.text ?? null).toBe(added);
  });

  test("a tenant name that the handler uses already gets another one", () => {
    const { context } = factsOf("const tenantId = 1;\nawait db.order.create({ tenantId });", "{ db }");
    expect(context.addTenant?.text).toBe(", tenantId: sessionTenantId");
  });
});

test("the style is that of most lines", () => {
  const facts = planSource(
    "withSalesSession(request, async ({ db }) => {\r\n\tconst a = 'b'\r\n\tuse(a, 'c')\r\n})\r\n",
  ).body;
  expect(facts.style).toEqual({ lineEnd: "\r\n", indent: "\t", quote: "'", semicolons: false });
});
