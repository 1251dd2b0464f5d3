import fc from "fast-check";
import { expect, test } from "vitest";
import { consequenceOf } from "../../src/diagnostics/consequence.ts";
import { planSource } from "../support/plan-source.ts";
import { runHandler } from "../support/run-handler.ts";

/** Statements of one handler, as lines; `depth` bounds the nesting. */
function statements(depth: number): fc.Arbitrary<string> {
  const block = (inner: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    fc.array(inner, { minLength: 1, maxLength: 4 }).map((lines) => lines.join("\n"));
  return block(depth > 0 ? fc.oneof(simple, simple, compound(statements(depth - 1))) : simple);
}

const simple: fc.Arbitrary<string> = fc.oneof(
  fc.nat(99).map((n) => `await db.order.create({ data: { n: ${n} } });`),
  fc.nat(99).map((n) => `await db.order.update({ where: { id: ${n} }, data: {} });`),
  fc.nat(99).map((n) => `seen = (await db.order.update({ where: { id: ${n} }, data: {} })).total;`),
  fc.constant("seen = await db.order.count();"),
  fc.constant("list.push(await db.task.count());"),
  fc.constant("await db.task.findUniqueOrThrow({ where: {} });"),
  fc.constant('await sendMail("a", "b");'),
  fc.constant('try { await sendMail("a", "b"); } catch { list.push(7); }'),
  fc.constant('throw new Error("odd");'),
  fc.constant('if (list.length > 2) throw new Error("many");'),
  fc.constant("if (seen > 2) return NextResponse.json({ early: seen });"),
  fc.constant(
    "await db.$transaction(async (t) => {\n  await t.task.create({ data: {} });\n  await t.task.update({ where: {}, data: {} });\n});",
  ),
  fc.constant("return NextResponse.json({ seen, list });"),
);

function compound(inner: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const handler = fc.constantFrom(
    "list.push(1);",
    "throw error;",
    "if (seen > 1) throw error;",
    'return NextResponse.json({ error: "caught" }, { status: 500 });',
    "await db.auditLog.create({ data: {} });",
    "if (String(error).length > 20) return NextResponse.json({ mapped: true });\nthrow error;",
  );
  return fc.oneof(
    fc.tuple(inner, inner).map(([a, b]) => `if (seen > 0) {\n${a}\n} else {\n${b}\n}`),
    inner.map((a) => `if (list.length === 0) {\n${a}\n}`),
    inner.map((a) => `for (const item of [1, 2]) {\n${a}\nif (item > seen) continue;\nlist.push(item);\n}`),
    fc.tuple(inner, handler).map(([a, b]) => `try {\n${a}\n} catch (error) {\n${b}\n}`),
    inner.map((a) => `try {\n${a}\n} finally {\nlist.push(9);\n}`),
    fc.tuple(inner, inner).map(([a, b]) => `switch (seen) {\ncase 0: {\n${a}\nbreak;\n}\ndefault:\n${b}\n}`),
  );
}

const handlers = statements(3).map((lines) =>
  [
    "export async function POST(request: JsonBody) {",
    "  return withSalesSession(request, async ({ db, tenantId }) => {",
    "    let seen = 0;",
    "    const list: number[] = [];",
    ...lines.split("\n").map((line) => `    ${line}`),
    "    return NextResponse.json({ done: seen, list });",
    "  });",
    "}",
    "",
  ].join("\n"),
);

test("contract E holds for handlers put together at random", async () => {
  await fc.assert(fc.asyncProperty(handlers, fc.boolean(), keepsContract), { numRuns: 300 });
}, 60_000);

async function keepsContract(text: string, found: boolean): Promise<void> {
  const { output, codes, diagnostics } = planSource(text);
  const isManual = diagnostics.some(({ code }) => consequenceOf(code) === "manual");
  if (isManual || output === text || codes.includes("MS3018")) return;
  const given = { body: {}, starting: { found, total: found ? 5 : -5 } };
  const { steps } = await runHandler(text, "legacy", { ...given, fault: null });
  for (let step = 0; step <= steps; step += 1) {
    for (const kind of ["abort", "usable"] as const) {
      if (kind === "usable" && codes.includes("MS3002")) continue;
      const run = { ...given, fault: { step, kind } };
      const legacy = await runHandler(text, "legacy", run);
      const migrated = await runHandler(output, "migrated", run);
      expect({ ...migrated, step, kind }, output).toEqual({ ...legacy, step, kind });
    }
  }
}
