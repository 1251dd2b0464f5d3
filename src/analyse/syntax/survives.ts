import { ts } from "ts-morph";
import { isFunctionLike } from "./scope.ts";
import { outerParent } from "./unwrap.ts";

/** True if the error of an expression is kept in behind it: `.catch(() => {})`, or `Promise.allSettled` around it. */
export function swallowsErrors(node: ts.Expression): boolean {
  const parent = outerParent(node);
  if (ts.isArrayLiteralExpression(parent)) return swallowsErrors(parent);
  if (ts.isCallExpression(parent)) return parent.expression.getText() === "Promise.allSettled";
  if (!ts.isPropertyAccessExpression(parent)) return false;
  const call = outerParent(parent);
  if (!ts.isCallExpression(call)) return false;
  const callback = rejectionCallback(parent.name.text, call);
  if (!callback) return swallowsErrors(call);
  return !containsThrow(isFunctionLike(callback) ? (callback.body ?? callback) : callback);
}

function rejectionCallback(method: string, call: ts.CallExpression): ts.Expression | undefined {
  if (method === "catch") return call.arguments[0];
  return method === "then" ? call.arguments[1] : undefined;
}

/** True if a `catch` clause can go on, with a `return` or at its end. */
export function canGoOn({ block }: ts.CatchClause): boolean {
  const last = block.statements.at(-1);
  return !last || !ts.isThrowStatement(last) || returns(block);
}

function returns(node: ts.Node): boolean {
  if (isFunctionLike(node)) return false;
  return ts.isReturnStatement(node) || (ts.forEachChild(node, returns) ?? false);
}

export function containsThrow(block: ts.Node): boolean {
  let found = false;
  const look = (node: ts.Node): void => {
    if (found || isFunctionLike(node)) return;
    if (ts.isThrowStatement(node)) found = true;
    else ts.forEachChild(node, look);
  };
  look(block);
  return found;
}

/** True if the node stands in a loop of its own function. */
export function isInLoop(node: ts.Node): boolean {
  for (let current = node; !isFunctionLike(current) && !ts.isSourceFile(current); current = current.parent) {
    if (ts.isIterationStatement(current, false)) return true;
  }
  return false;
}
