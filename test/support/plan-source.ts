import { ts } from "ts-morph";
import { bodyFacts } from "../../src/analyse/body/body-facts.ts";
import type { BodyFacts } from "../../src/model/body.ts";
import { applyEdits } from "../../src/plan/apply-edits.ts";
import { type BodyPlan, planBody } from "../../src/plan/body.ts";
import type { RegionOptions } from "../../src/plan/region/options.ts";
import { simpleOracle } from "./simple-oracle.ts";

export interface PlannedSource extends BodyPlan {
  readonly body: BodyFacts;
  /** The text after the edits. */
  readonly output: string;
  readonly codes: readonly string[];
}

/** Plans the handler of the first `withSalesSession` call of a file, with the simple oracle. */
export function planSource(text: string, given: Partial<RegionOptions> = {}): PlannedSource {
  const source = ts.createSourceFile("input.ts", text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const handler = findHandler(source);
  const body = bodyFacts(handler, source, "input.ts", simpleOracle(handler));
  const plan = planBody(body, text, { ...defaults, lineOf: (offset) => lineOf(source, offset), ...given });
  return { ...plan, body, output: applyEdits(text, plan.edits), codes: plan.diagnostics.map(({ code }) => code) };
}

const defaults: Omit<RegionOptions, "lineOf"> = {
  tenantTransaction: "withTenant",
  acceptsOptions: false,
  atomicity: "keep",
  transactionClientHasTransaction: true,
  prismaVersion: "7.10.0",
};

function lineOf(source: ts.SourceFile, offset: number): number {
  return source.getLineAndCharacterOfPosition(offset).line + 1;
}

function findHandler(source: ts.SourceFile): ts.FunctionLikeDeclaration {
  let found: ts.FunctionLikeDeclaration | null = null;
  const visit = (node: ts.Node): void => {
    const isWrapper = ts.isCallExpression(node) && /withSalesSession(V2)?$/.test(node.expression.getText());
    const handler = isWrapper ? node.arguments[1] : undefined;
    if (handler && (ts.isArrowFunction(handler) || ts.isFunctionExpression(handler))) found ??= handler;
    ts.forEachChild(node, visit);
  };
  visit(source);
  if (!found) throw new Error("The text has no withSalesSession call with a function written in place");
  return found;
}
