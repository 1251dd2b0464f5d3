import { ts } from "ts-morph";
import { isAssignment } from "./is-assignment.ts";
import { unwrap } from "./unwrap.ts";

/** `list.push(...)`, `map.set(key, value)`: what a collection gets after it was made. */
export interface Added {
  readonly target: ts.Expression;
  readonly key: ts.Expression | null;
  readonly values: readonly ts.Expression[];
  /** True if the collection is itself an element of `target`: `(lists[name] ??= []).push(...)`, `map.get(name).add(...)`. */
  readonly isNested: boolean;
}

const adders = new Set(["push", "unshift", "add", "set", "splice", "fill"]);

/** What a call adds to the collection that it is a method of, if it does. */
export function addedIn(node: ts.CallExpression): Added | null {
  const callee = node.expression;
  if (!ts.isPropertyAccessExpression(callee) || !adders.has(callee.name.text)) return null;
  const { target, isNested } = collectionOf(callee.expression);
  const isKeyed = callee.name.text === "set";
  return {
    target,
    isNested,
    key: isKeyed ? (node.arguments[0] ?? null) : null,
    values: isKeyed ? node.arguments.slice(1) : node.arguments,
  };
}

function collectionOf(expression: ts.Expression): Pick<Added, "target" | "isNested"> {
  const node = unwrap(expression);
  if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) return collectionOf(node.left);
  if (ts.isElementAccessExpression(node)) return { target: unwrap(node.expression), isNested: true };
  const isGot =
    ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === "get";
  if (isGot && ts.isPropertyAccessExpression(node.expression))
    return { target: unwrap(node.expression.expression), isNested: true };
  return { target: node, isNested: false };
}
