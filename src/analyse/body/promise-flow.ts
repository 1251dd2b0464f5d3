import { ts } from "ts-morph";
import { isFunctionLike, resolveName } from "../syntax/scope.ts";
import { outerParent } from "../syntax/unwrap.ts";
import { isAssignmentOperator } from "./assignment-operator.ts";

/** What becomes of a value that may be a promise. */
export type PromiseFlow =
  | { readonly to: "awaited" }
  | { readonly to: "returned" }
  | { readonly to: "unknown" }
  | { readonly to: "variable"; readonly declarations: readonly ts.Node[] };

const awaited: PromiseFlow = { to: "awaited" };
const unknown: PromiseFlow = { to: "unknown" };

/**
 * Follows the value of an expression outwards, through arrays, `.then(...)`, calls that it is given to and callbacks
 * that return it, to the place where it is awaited or kept.
 *
 * @param handler the function whose `return` ends the walk
 */
export function flowOf(node: ts.Node, handler: ts.FunctionLikeDeclaration): PromiseFlow {
  if (ts.isAwaitExpression(node)) return afterAwait(node, handler);
  const parent = outerParent(node);
  if (ts.isAwaitExpression(parent)) return afterAwait(parent, handler);
  if (ts.isExpressionStatement(parent) || ts.isVoidExpression(parent) || isForAwait(parent)) return awaited;
  if (ts.isReturnStatement(parent)) return fromFunction(parent, handler);
  if (isFunctionLike(parent)) return parent === handler ? { to: "returned" } : fromCallback(parent, handler);
  if (ts.isVariableDeclaration(parent)) return { to: "variable", declarations: boundBy(parent.name, parent) };
  if (ts.isBinaryExpression(parent) && isAssignmentOperator(parent.operatorToken.kind)) return assigned(parent);
  if (ts.isCallExpression(parent) && parent.expression !== node) return throughCall(parent, handler);
  return ts.isStatement(parent) ? awaited : flowOf(parent, handler);
}

/** In the handler the wait ends it; in a callback, what the callback returns is a promise again. */
function afterAwait(node: ts.Node, handler: ts.FunctionLikeDeclaration): PromiseFlow {
  return fromFunction(node, handler, awaited);
}

function fromFunction(node: ts.Node, handler: ts.FunctionLikeDeclaration, ofHandler?: PromiseFlow): PromiseFlow {
  let around = node.parent;
  while (!isFunctionLike(around) && !ts.isSourceFile(around)) around = around.parent;
  if (ts.isSourceFile(around)) return awaited;
  return around === handler ? (ofHandler ?? { to: "returned" }) : fromCallback(around, handler);
}

/** A function that is called where it stands, or is given to a call; one that is kept runs where it is called. */
function fromCallback(fn: ts.FunctionLikeDeclaration, handler: ts.FunctionLikeDeclaration): PromiseFlow {
  const parent = outerParent(fn);
  if (!ts.isCallExpression(parent) && !ts.isNewExpression(parent)) return awaited;
  return flowOf(parent, handler);
}

function throughCall(call: ts.CallExpression, handler: ts.FunctionLikeDeclaration): PromiseFlow {
  const callee = call.expression;
  const isCollecting = ts.isPropertyAccessExpression(callee) && /^(push|unshift|add|set)$/.test(callee.name.text);
  if (!isCollecting) return flowOf(call, handler);
  return keptIn(callee.expression);
}

function assigned(assignment: ts.BinaryExpression): PromiseFlow {
  return keptIn(assignment.left);
}

/** The variable at the root of `list`, `this.list`, `state.list[0]`. */
function keptIn(target: ts.Expression): PromiseFlow {
  let root = target;
  while (ts.isPropertyAccessExpression(root) || ts.isElementAccessExpression(root)) root = root.expression;
  if (!ts.isIdentifier(root)) return unknown;
  const declaration = resolveName(root.text, root);
  return declaration ? { to: "variable", declarations: [declaration] } : unknown;
}

function boundBy(name: ts.BindingName, declaring: ts.Node): readonly ts.Node[] {
  if (ts.isIdentifier(name)) return [declaring];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? boundBy(element.name, element) : []));
}

function isForAwait(node: ts.Node): boolean {
  return ts.isForOfStatement(node) && node.awaitModifier !== undefined;
}
