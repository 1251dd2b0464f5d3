import { ts } from "ts-morph";
import { resolveName } from "../syntax/scope.ts";

/**
 * True if TypeScript types the declared value as `any` for sure: `await request.json()`, `JSON.parse(...)`, or a part
 * of such a value, without an annotation.
 */
export function isUntyped(node: ts.Node): boolean {
  if (ts.isBindingElement(node)) return isUntyped(node.parent.parent);
  return ts.isVariableDeclaration(node) && !node.type && node.initializer !== undefined && isAny(node.initializer);
}

function isAny(value: ts.Expression): boolean {
  if (ts.isAwaitExpression(value) || ts.isParenthesizedExpression(value)) return isAny(value.expression);
  if (ts.isCallExpression(value)) return isJsonCall(value);
  if (ts.isPropertyAccessExpression(value) || ts.isElementAccessExpression(value)) return isAny(value.expression);
  if (ts.isBinaryExpression(value)) return isAny(value.left);
  if (!ts.isIdentifier(value)) return false;
  const declaration = resolveName(value.text, value);
  const isEarlier = declaration !== null && declaration.end <= value.pos;
  return isEarlier && isUntyped(declaration);
}

/** `Body.json()` and `JSON.parse()` are declared to give `any`; a `.catch(() => null)` after them keeps that. */
function isJsonCall(call: ts.CallExpression): boolean {
  const callee = call.expression;
  if (!ts.isPropertyAccessExpression(callee)) return false;
  const method = callee.name.text;
  if (method === "json") return call.arguments.length === 0;
  if (method === "catch") return isAny(callee.expression);
  return method === "parse" && ts.isIdentifier(callee.expression) && callee.expression.text === "JSON";
}
