import { ts } from "ts-morph";
import { join } from "../value/join.ts";
import { type Frame, nothing, opaque, type ObjectValue, type Value } from "../value/value.ts";
import type { Interpreter } from "./interpreter.ts";

/** The value of `{ db, load(id) {...}, ...rest }`. */
export function objectLiteralValue(it: Interpreter, node: ts.ObjectLiteralExpression, frame: Frame): Value {
  const properties = new Map<string, Value>();
  let rest: Value = nothing;
  for (const property of node.properties) {
    if (ts.isSpreadAssignment(property)) {
      for (const source of it.evaluate(property.expression, frame)) {
        if (source.kind !== "object") continue;
        for (const [name, value] of source.properties) properties.set(name, value);
        rest = join(rest, source.rest);
      }
      continue;
    }
    const name = propertyName(it, property.name, frame);
    const value = propertyValue(it, property, frame);
    if (name === null) rest = join(rest, value);
    else properties.set(name, value);
  }
  const object: ObjectValue = { kind: "object", properties, rest, isContext: false };
  return [object];
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
  if (ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name) || ts.isPrivateIdentifier(name)) {
    return name.text;
  }
  if (!ts.isComputedPropertyName(name)) return null;
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
  return value.map((alternative) => (alternative.kind === "array" ? alternative.element : it.property([alternative], null)));
}
