import { ts } from "ts-morph";
import { isAssignment } from "../syntax/is-assignment.ts";
import { isFunctionLike } from "../syntax/scope.ts";
import { unwrap } from "../syntax/unwrap.ts";
import type { Alternative, Frame, FunctionValue, Value } from "../value/value.ts";
import { accessorsOf } from "./accessors.ts";
import { Collector } from "./collector.ts";
import { componentContribution } from "./component-call.ts";
import { type Contribution, noContribution } from "./contribution.ts";
import type { Interpreter } from "./interpreter.ts";
import { stepAt } from "./make-effect.ts";

/** Code that runs without a call: where, and what it does. */
export interface ImplicitCall {
  /** The expression that stands for it. */
  readonly node: ts.Expression;
  readonly contribution: Contribution;
}

/** What evaluating a node runs besides the calls in it: getters, setters, iterators, disposers. Null if nothing. */
export function implicitCall(it: Interpreter, node: ts.Node, frame: Frame): ImplicitCall | null {
  if (!kinds.has(node.kind)) return null;
  if (ts.isJsxOpeningElement(node) || ts.isJsxSelfClosingElement(node)) return elementCall(it, node, frame);
  if (ts.isPropertyAccessExpression(node))
    return it.texts.isAccessor(node.name.text) ? accessorCall(it, node, frame) : null;
  if (ts.isForOfStatement(node)) return protocolCall(it, node.expression, { names: iterators, frame });
  if (ts.isYieldExpression(node) && node.asteriskToken && node.expression)
    return protocolCall(it, node.expression, { names: iterators, frame });
  if (ts.isAwaitExpression(node)) return thenCall(it, node.expression, frame);
  if (ts.isSpreadElement(node)) return protocolCall(it, node.expression, { names: iterators, frame });
  if (!ts.isVariableDeclaration(node) || !node.initializer || (node.parent.flags & ts.NodeFlags.Using) === 0)
    return null;
  return protocolCall(it, node.initializer, { names: disposers, frame });
}

/** Asked for every node: most are of another kind. */
const kinds = new Set([
  ts.SyntaxKind.PropertyAccessExpression,
  ts.SyntaxKind.ForOfStatement,
  ts.SyntaxKind.YieldExpression,
  ts.SyntaxKind.SpreadElement,
  ts.SyntaxKind.AwaitExpression,
  ts.SyntaxKind.JsxOpeningElement,
  ts.SyntaxKind.JsxSelfClosingElement,
  ts.SyntaxKind.VariableDeclaration,
]);

const iterators = ["[Symbol.iterator]", "[Symbol.asyncIterator]"];
const disposers = ["[Symbol.dispose]", "[Symbol.asyncDispose]"];

function elementCall(it: Interpreter, node: ts.JsxOpeningLikeElement, frame: Frame): ImplicitCall | null {
  const contribution = componentContribution(it, node, frame);
  return contribution && ts.isIdentifier(node.tagName) ? found(node.tagName, contribution) : null;
}

function accessorCall(it: Interpreter, node: ts.PropertyAccessExpression, frame: Frame): ImplicitCall | null {
  const isTarget =
    ts.isBinaryExpression(node.parent) && node.parent.left === node && isAssignment(node.parent.operatorToken.kind);
  const owners = it.evaluate(node.expression, frame);
  const called = owners.flatMap((owner) =>
    accessorsOf(it, owner, { name: node.name.text, kind: isTarget ? "set" : "get" }),
  );
  const given = isTarget && ts.isBinaryExpression(node.parent) ? [it.evaluate(node.parent.right, frame)] : [];
  return found(node, contributionOfCalls(it, called, { given, node }));
}

/** `await` of an object with a `then` of its own. */
function thenCall(it: Interpreter, node: ts.Expression, frame: Frame): ImplicitCall | null {
  const objects = it.evaluate(node, frame).filter((owner) => owner.kind === "object" && owner.properties.has("then"));
  const methods = objects.flatMap((owner) => methodsOf(it, owner, ["then"]));
  return found(unwrap(node), contributionOfCalls(it, methods, { given: [], node }));
}

function protocolCall(
  it: Interpreter,
  node: ts.Expression,
  at: { names: readonly string[]; frame: Frame },
): ImplicitCall | null {
  if (!it.texts.hasOwnProtocols()) return null;
  const methods = it.evaluate(node, at.frame).flatMap((owner) => methodsOf(it, owner, at.names));
  const collector = new Collector();
  collector.add(contributionOfCalls(it, methods, { given: [], node }));
  // An iterator that is written by hand does its work in `next`.
  const iteratorsMade = methods.flatMap((method) => it.invoke(method, []).value);
  const steps = iteratorsMade.flatMap((iterator) => methodsOf(it, iterator, ["next", "return"]));
  collector.add(contributionOfCalls(it, steps, { given: [], node }));
  return found(unwrap(node), collector.result());
}

function methodsOf(it: Interpreter, owner: Alternative, names: readonly string[]): readonly FunctionValue[] {
  if (owner.kind !== "object" && owner.kind !== "instance") return [];
  return names.flatMap((name) => it.property([owner], name).filter((member) => member.kind === "function"));
}

function contributionOfCalls(
  it: Interpreter,
  called: readonly FunctionValue[],
  at: { given: readonly Value[]; node: ts.Node },
): Contribution {
  const collector = new Collector();
  for (const callee of called) collector.add(it.invoke(callee, at.given).contribution, { step: stepAt(at.node) });
  return called.length > 0 ? collector.result() : noContribution;
}

function found(node: ts.Expression, contribution: Contribution): ImplicitCall | null {
  return contribution === noContribution ? null : { node, contribution };
}

/** Nodes whose evaluation belongs to somebody else. */
export function isOtherCode(node: ts.Node): boolean {
  return isFunctionLike(node) || ts.isClassLike(node) || ts.isTypeNode(node);
}
