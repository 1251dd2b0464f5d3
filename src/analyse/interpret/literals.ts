import { ts } from "ts-morph";
import { join } from "../value/join.ts";
import { thisChanges } from "../syntax/this-assignments.ts";
import { type Frame, type FunctionValue, nothing, opaque, type ObjectValue, type Value } from "../value/value.ts";
import { frameOf } from "./declared-value.ts";
import type { Interpreter } from "./interpreter.ts";
import { type Properties, spreadInto } from "./spread.ts";

/** The value of `{ db, load(id) {...}, ...rest }`. */
export function objectLiteralValue(it: Interpreter, node: ts.ObjectLiteralExpression, frame: Frame): Value {
  const target: Properties = { named: new Map(), rest: nothing };
  for (const property of node.properties) {
    if (ts.isSpreadAssignment(property)) {
      spreadInto(it, target, it.evaluate(property.expression, frame));
      continue;
    }
    const name = propertyName(it, property.name, frame);
    const value = propertyValue(it, property, frame);
    if (name === null) target.rest = join(target.rest, value);
    else target.named.set(name, value);
  }
  changeThis(it, target, { node, frame });
  const accessors = node.properties
    .filter(ts.isAccessor)
    .map((one): FunctionValue => ({ kind: "function", node: one, frame, self: null, bound: [] }));
  const object: ObjectValue = {
    kind: "object",
    properties: target.named,
    rest: target.rest,
    isContext: false,
    ...(accessors.length > 0 ? { accessors } : {}),
  };
  return [object];
}

/** What the literal's own methods assign to `this.name`. */
function changeThis(it: Interpreter, target: Properties, at: { node: ts.ObjectLiteralExpression; frame: Frame }): void {
  if (!at.node.properties.some((one) => ts.isMethodDeclaration(one) || ts.isAccessor(one))) return;
  for (const { property, expression } of thisChanges(at.node).assigned) {
    const assigned = it.evaluate(expression, frameOf(it, expression, at.frame));
    target.named.set(property, join(target.named.get(property) ?? nothing, assigned));
  }
}

function propertyValue(
  it: Interpreter,
  property: Exclude<ts.ObjectLiteralElementLike, ts.SpreadAssignment>,
  frame: Frame,
): Value {
  if (ts.isShorthandPropertyAssignment(property)) return it.evaluate(property.name, frame);
  if (ts.isPropertyAssignment(property)) return it.evaluate(property.initializer, frame);
  const method = { kind: "function", node: property, frame, self: null, bound: [] } as const;
  if (ts.isGetAccessorDeclaration(property)) return it.invoke(method, []).value;
  if (ts.isSetAccessorDeclaration(property)) return opaque;
  // Reached through the object, so a call gives it the object as `this`: see `withSelf` in property.ts.
  return [method];
}

/** A property's name where it is known; a computed one is evaluated. */
export function propertyName(it: Interpreter, name: ts.PropertyName, frame: Frame): string | null {
  if (
    ts.isIdentifier(name) ||
    ts.isStringLiteralLike(name) ||
    ts.isNumericLiteral(name) ||
    ts.isPrivateIdentifier(name)
  ) {
    return name.text;
  }
  if (!ts.isComputedPropertyName(name)) return null;
  const key = name.expression.getText();
  if (key.startsWith("Symbol.")) return `[${key}]`;
  const [value, ...others] = it.evaluate(name.expression, frame);
  return value?.kind === "string" && others.length === 0 ? value.text : null;
}

/** The value of `[first, ...others]`. */
export function arrayLiteralValue(it: Interpreter, node: ts.ArrayLiteralExpression, frame: Frame): Value {
  const items: Value[] = [];
  let known = true;
  for (const element of node.elements) {
    if (ts.isSpreadElement(element)) {
      const spread = it.evaluate(element.expression, frame);
      items.push(...elementsOf(it, spread));
      known = false;
    } else items.push(ts.isOmittedExpression(element) ? opaque : it.evaluate(element, frame));
  }
  return [{ kind: "array", items: known ? items : null, element: join(...items) }];
}

function elementsOf(it: Interpreter, value: Value): readonly Value[] {
  return value.map((alternative) =>
    alternative.kind === "array" ? alternative.element : it.property([alternative], null),
  );
}
