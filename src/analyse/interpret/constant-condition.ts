import { ts } from "ts-morph";
import { unwrap } from "../syntax/unwrap.ts";
import type { Frame, Value } from "../value/value.ts";
import { stringsIn } from "./evaluate-expression.ts";
import type { Interpreter } from "./interpreter.ts";

/** Whether a condition about texts that are known holds; null if that cannot be told. */
export function constantCondition(it: Interpreter, condition: ts.Expression, frame: Frame): boolean | null {
  const node = unwrap(condition);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    const inner = constantCondition(it, node.operand, frame);
    return inner === null ? null : !inner;
  }
  if (ts.isBinaryExpression(node)) return ofBinary(it, node, frame);
  return ts.isCallExpression(node) ? ofCall(it, node, frame) : null;
}

function ofBinary(it: Interpreter, node: ts.BinaryExpression, frame: Frame): boolean | null {
  const { left, right, operatorToken } = node;
  switch (operatorToken.kind) {
    case ts.SyntaxKind.EqualsEqualsEqualsToken:
    case ts.SyntaxKind.EqualsEqualsToken:
      return isOneOf(it, left, { options: [right], frame });
    case ts.SyntaxKind.ExclamationEqualsEqualsToken:
    case ts.SyntaxKind.ExclamationEqualsToken: {
      const isSame = isOneOf(it, left, { options: [right], frame });
      return isSame === null ? null : !isSame;
    }
    case ts.SyntaxKind.AmpersandAmpersandToken:
      return both(constantCondition(it, left, frame), constantCondition(it, right, frame));
    case ts.SyntaxKind.BarBarToken:
      return either(constantCondition(it, left, frame), constantCondition(it, right, frame));
    default:
      return null;
  }
}

function both(left: boolean | null, right: boolean | null): boolean | null {
  if (left === false || right === false) return false;
  return left === null || right === null ? null : true;
}

function either(left: boolean | null, right: boolean | null): boolean | null {
  if (left === true || right === true) return true;
  return left === null || right === null ? null : false;
}

/** `names.includes(text)`, `names.has(text)`, `text.startsWith(prefix)` */
function ofCall(it: Interpreter, node: ts.CallExpression, frame: Frame): boolean | null {
  const callee = unwrap(node.expression);
  const [argument] = node.arguments;
  if (!ts.isPropertyAccessExpression(callee) || !argument) return null;
  const object = it.evaluate(callee.expression, frame);
  const method = callee.name.text;
  if (method === "includes" || method === "has") return isMember(it, object, it.evaluate(argument, frame));
  const text = only(it, object);
  const prefix = only(it, it.evaluate(argument, frame));
  if (text === null || prefix === null) return null;
  if (method === "startsWith") return text.startsWith(prefix);
  return method === "endsWith" ? text.endsWith(prefix) : null;
}

function isMember(it: Interpreter, list: Value, value: Value): boolean | null {
  const text = only(it, value);
  const members = list.map((one) => (one.kind === "array" ? stringsIn(it, one.element) : null));
  if (text === null || members.length === 0 || members.includes(null)) return null;
  // What is in one of several lists is in the one that it turns out to be only if it is in all of them.
  const found = members.map((texts) => texts?.includes(text) ?? false);
  if (found.every(Boolean)) return true;
  return found.some(Boolean) ? null : false;
}

/** Whether an expression's text is one of some others. */
export function isOneOf(
  it: Interpreter,
  expression: ts.Expression,
  among: { options: readonly ts.Expression[]; frame: Frame },
): boolean | null {
  const text = only(it, it.evaluate(expression, among.frame));
  const options = among.options.map((option) => only(it, it.evaluate(option, among.frame)));
  if (text === null || options.includes(null)) return null;
  return options.includes(text);
}

function only(it: Interpreter, value: Value): string | null {
  const texts = stringsIn(it, value);
  return texts?.length === 1 ? (texts[0] ?? null) : null;
}
