import { ts } from "ts-morph";
import { parseProblem } from "../program/parse-problem.ts";
import { fileOf } from "../program/source-files.ts";
import { isFunctionLike } from "../syntax/scope.ts";
import { join } from "../value/join.ts";
import { arrayOf, type Frame, type FunctionValue, opaque, type Value } from "../value/value.ts";
import { Collector } from "./collector.ts";
import type { Contribution } from "./contribution.ts";
import { isOtherCode } from "./implicit-calls.ts";
import type { Interpreter } from "./interpreter.ts";
import { effectAt, only } from "./make-effect.ts";

/** What one run of a function yields and does, with the given arguments. */
export function bodyOutcome(
  it: Interpreter,
  callee: FunctionValue,
  args: readonly Value[],
): { value: Value; contribution: Contribution } {
  const { node } = callee;
  const frame = it.frame(node, callee.frame, { arguments: args, self: callee.self });
  const collector = new Collector();
  if (parseProblem(node.getSourceFile())) collector.add(unparsed(node));
  for (const parameter of node.parameters)
    if (parameter.initializer || !ts.isIdentifier(parameter.name)) collector.add(it.contributionOf(parameter, frame));
  if (!node.body) return { value: opaque, contribution: collector.result() };
  collector.add(it.contributionOf(node.body, frame));
  const returned = ts.isBlock(node.body) ? returnedExpressions(node.body) : [node.body];
  const value = join(...returned.map((expression) => it.evaluate(expression, frame)));
  const isGenerator = "asteriskToken" in node && node.asteriskToken !== undefined;
  if (isGenerator) return { value: arrayOf(yieldedValue(it, node.body, frame)), contribution: collector.result() };
  return { value: value.length === 0 ? opaque : value, contribution: collector.result() };
}

/** A file that does not parse is analysed as far as it parses, and what it does is unknown all the same. */
function unparsed(node: ts.FunctionLikeDeclaration): Contribution {
  const cause = { code: "MS2010", data: { dependency: fileOf(node) } } as const;
  const details = {
    kind: "unknown",
    model: null,
    operation: "file does not parse",
    canFailWithoutAbort: true,
  } as const;
  return only(effectAt(node, details, { client: null, cause }));
}

function returnedExpressions(body: ts.Block): readonly ts.Expression[] {
  const found: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (isFunctionLike(node) || ts.isClassLike(node)) return;
    if (ts.isReturnStatement(node) && node.expression) found.push(node.expression);
    ts.forEachChild(node, visit);
  };
  visit(body);
  return found;
}

/** What a generator hands out: what iterating over it gives. */
function yieldedValue(it: Interpreter, body: ts.Node, frame: Frame): Value {
  const values: Value[] = [];
  const visit = (node: ts.Node): void => {
    if (isOtherCode(node)) return;
    if (ts.isYieldExpression(node) && node.expression) {
      const value = it.evaluate(node.expression, frame);
      values.push(node.asteriskToken ? it.property(value, null) : value);
    }
    ts.forEachChild(node, visit);
  };
  visit(body);
  return values.length > 0 ? join(...values) : opaque;
}
