import { ts } from "ts-morph";
import { isFunctionLike, resolveName } from "../syntax/scope.ts";
import { unwrap } from "../syntax/unwrap.ts";
import { join } from "../value/join.ts";
import { type Frame, nothing, opaque, type Value } from "../value/value.ts";
import type { Interpreter } from "./interpreter.ts";
import { globalMember } from "./global-members.ts";
import { superMember } from "./class-members.ts";
import { concatenated, templateValue } from "./sql-text.ts";
import { arrayLiteralValue, objectLiteralValue } from "./literals.ts";

/** What an expression may denote in an activation. Total: what is not understood is opaque. */
export function evaluateExpression(it: Interpreter, expression: ts.Expression, frame: Frame): Value {
  const node = unwrap(expression);
  if (ts.isIdentifier(node)) return identifierValue(it, node, frame);
  if (ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.SuperKeyword) {
    return superMember(it, node, { name: node.name.text, self: thisValue(frame) });
  }
  if (ts.isPropertyAccessExpression(node)) return it.property(it.evaluate(node.expression, frame), node.name.text);
  if (ts.isElementAccessExpression(node)) return elementValue(it, node, frame);
  if (ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isTaggedTemplateExpression(node)) {
    return it.call(node, frame).value;
  }
  if (ts.isAwaitExpression(node)) return it.evaluate(node.expression, frame);
  if (isFunctionLike(node)) return [{ kind: "function", node, frame, self: null, bound: [] }];
  if (ts.isObjectLiteralExpression(node)) return objectLiteralValue(it, node, frame);
  if (ts.isArrayLiteralExpression(node)) return arrayLiteralValue(it, node, frame);
  if (ts.isConditionalExpression(node))
    return join(it.evaluate(node.whenTrue, frame), it.evaluate(node.whenFalse, frame));
  if (ts.isBinaryExpression(node)) return binaryValue(it, node, frame);
  if (ts.isStringLiteralLike(node)) return [{ kind: "string", text: node.text }];
  if (ts.isTemplateExpression(node)) return templateValue(it, node, frame);
  if (node.kind === ts.SyntaxKind.ThisKeyword) return thisValue(frame);
  if (ts.isClassExpression(node)) return [{ kind: "class", node, frame }];
  if (ts.isYieldExpression(node) || ts.isVoidExpression(node)) return opaque;
  return opaque;
}

function identifierValue(it: Interpreter, node: ts.Identifier, frame: Frame): Value {
  if (node.text === "undefined") return opaque;
  const declaration = resolveName(node.text, node);
  if (!declaration && node.text === "arguments") return argumentsValue(frame);
  if (!declaration && /prisma/i.test(node.text)) return globalMember(it, node.text);
  if (!declaration) return [{ kind: "builtin", path: [node.text], receiver: null }];
  return it.declared(declaration, frame);
}

function elementValue(it: Interpreter, node: ts.ElementAccessExpression, frame: Frame): Value {
  const object = it.evaluate(node.expression, frame);
  const key = unwrap(node.argumentExpression);
  if (ts.isNumericLiteral(key)) return it.property(object, key.text);
  const names = stringsIn(it, it.evaluate(key, frame));
  if (names === null) return it.property(object, null);
  return join(...names.map((name) => it.property(object, name)));
}

/** The texts that a value may be, or null if it may be something else. */
export function stringsIn(it: Interpreter, value: Value): readonly string[] | null {
  const texts: string[] = [];
  for (const alternative of value) {
    if (alternative.kind !== "string") return null;
    if (alternative.text === null) {
      it.wantStrings();
      return null;
    }
    texts.push(alternative.text);
  }
  return texts.length > 0 ? texts : null;
}

function binaryValue(it: Interpreter, node: ts.BinaryExpression, frame: Frame): Value {
  const operator = node.operatorToken.kind;
  switch (operator) {
    case ts.SyntaxKind.EqualsToken:
    case ts.SyntaxKind.CommaToken:
      return it.evaluate(node.right, frame);
    case ts.SyntaxKind.BarBarToken:
    case ts.SyntaxKind.AmpersandAmpersandToken:
    case ts.SyntaxKind.QuestionQuestionToken:
    case ts.SyntaxKind.QuestionQuestionEqualsToken:
    case ts.SyntaxKind.BarBarEqualsToken:
      return join(it.evaluate(node.left, frame), it.evaluate(node.right, frame));
    case ts.SyntaxKind.PlusToken:
      return sumValue(it, node, frame);
    default:
      return opaque;
  }
}

/** `a + b + c`: not one inside the other, since there may be thousands. */
function sumValue(it: Interpreter, node: ts.BinaryExpression, frame: Frame): Value {
  const terms: ts.Expression[] = [];
  let first: ts.Expression = node;
  while (ts.isBinaryExpression(first) && first.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    terms.push(first.right);
    first = unwrap(first.left);
  }
  return terms.reduceRight((sum, term) => concatenated(sum, it.evaluate(term, frame)), it.evaluate(first, frame));
}

/** `arguments`: those of the nearest function that is not an arrow. */
function argumentsValue(frame: Frame): Value {
  let current = frame;
  while (ts.isArrowFunction(current.owner) && current.parent) current = current.parent;
  return [{ kind: "array", items: current.arguments, element: join(...current.arguments) }];
}

/** Arrow functions have the `this` of the function around them. */
function thisValue(frame: Frame): Value {
  let current: Frame | null = frame;
  while (current && ts.isArrowFunction(current.owner)) current = current.parent;
  return current?.self ?? nothing;
}
