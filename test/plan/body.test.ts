import { describe, expect, test } from "vitest";
import { ts } from "ts-morph";
import { findOverlap } from "../../src/plan/apply-edits.ts";
import { planSource } from "../support/plan-source.ts";
import { regionFixtures } from "../support/region-fixtures.ts";

describe.each(regionFixtures())("$name", ({ input, expected, codes, options }) => {
  const planned = planSource(input, options);

  test("gives the expected text", () => {
    expect(planned.output).toBe(expected);
  });

  test("gives the expected codes", () => {
    expect([...new Set(planned.codes)]).toEqual(codes);
  });

  test("is done after one run", () => {
    const again = planSource(planned.output, options);
    if (planned.edits.length > 0) expect(again.output).toBe(planned.output);
  });

  test("keeps every comment, in order", () => {
    expect(commentsOf(planned.output)).toEqual(commentsOf(input));
  });

  test("keeps every string and template as it is", () => {
    expect(literalsOf(planned.output)).toEqual(literalsOf(input));
  });

  test("ascends without overlaps and gives text that parses", () => {
    expect(planned.edits.map(({ start }) => start)).toEqual(
      planned.edits.map(({ start }) => start).toSorted((a, b) => a - b),
    );
    expect(findOverlap(planned.edits)).toBeNull();
    expect(syntaxErrors(planned.output)).toEqual([]);
  });

  test("knows where each site stands", () => {
    expect(planned.externalPositions).toHaveLength(planned.body.sites.length);
    expect(planned.usesTenantTransaction).toBe(
      planned.output.split("withTenant(").length > input.split("withTenant(").length,
    );
  });
});

function commentsOf(text: string): readonly string[] {
  const source = ts.createSourceFile("a.ts", text, ts.ScriptTarget.Latest, true);
  const comments = new Map<number, string>();
  const visit = (node: ts.Node): void => {
    const ranges = [
      ...(ts.getLeadingCommentRanges(text, node.pos) ?? []),
      ...(ts.getTrailingCommentRanges(text, node.end) ?? []),
    ];
    for (const { pos, end } of ranges) comments.set(pos, text.slice(pos, end).replace(/\s+/g, " "));
    for (const child of node.getChildren(source)) visit(child);
  };
  visit(source);
  return [...comments].toSorted(([a], [b]) => a - b).map(([, comment]) => comment);
}

function literalsOf(text: string): readonly string[] {
  const source = ts.createSourceFile("a.ts", text, ts.ScriptTarget.Latest, true);
  const literals: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      literals.push(node.getText(source));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return literals;
}

function syntaxErrors(text: string): readonly unknown[] {
  return ts.transpileModule(text, { reportDiagnostics: true }).diagnostics ?? [];
}
