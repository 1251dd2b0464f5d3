import { ts } from "ts-morph";
import { holdsClient } from "../value/holds-client.ts";
import { type Frame, type FunctionValue, nothing, type Value } from "../value/value.ts";
import { Collector } from "./collector.ts";
import type { Contribution } from "./contribution.ts";
import type { Interpreter } from "./interpreter.ts";
import { stepAt } from "./make-effect.ts";

/**
 * What a server component does that an element stands for: it renders, and queries, after the handler has returned.
 * Only those that are given a client or are async can query (React: "Server Components"); null if it does nothing.
 */
export function componentContribution(
  it: Interpreter,
  node: ts.JsxOpeningLikeElement,
  frame: Frame,
): Contribution | null {
  if (!ts.isIdentifier(node.tagName) || /^[a-z]/.test(node.tagName.text)) return null;
  const properties = propertiesOf(it, node, frame);
  const isGivenClient = [...properties.values()].some((value) => holdsClient(value));
  const collector = new Collector();
  for (const component of it.evaluate(node.tagName, frame)) {
    if (component.kind !== "function" || !(isGivenClient || isAsync(component))) continue;
    const summary = it.invoke(component, [[{ kind: "object", properties, rest: nothing, isContext: false }]]);
    collector.add(summary.contribution, { deferred: true, step: stepAt(node) });
  }
  return collector.result();
}

function propertiesOf(it: Interpreter, node: ts.JsxOpeningLikeElement, frame: Frame): ReadonlyMap<string, Value> {
  const properties = new Map<string, Value>();
  for (const attribute of node.attributes.properties) {
    const initializer = ts.isJsxAttribute(attribute) ? attribute.initializer : undefined;
    const expression = initializer && ts.isJsxExpression(initializer) ? initializer.expression : undefined;
    if (ts.isJsxAttribute(attribute) && expression)
      properties.set(attribute.name.getText(), it.evaluate(expression, frame));
  }
  return properties;
}

function isAsync({ node }: FunctionValue): boolean {
  const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
  return modifiers.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword);
}
