import { ts } from "ts-morph";
import { isFunctionLike } from "../syntax/scope.ts";
import { holdsClient } from "../value/holds-client.ts";
import { type Frame, nothing, type Value } from "../value/value.ts";
import { Collector, type Passage } from "./collector.ts";
import type { Contribution } from "./contribution.ts";
import { implicitCall, isOtherCode } from "./implicit-calls.ts";
import type { Interpreter } from "./interpreter.ts";
import { stepAt } from "./make-effect.ts";

/**
 * Everything that evaluating a node does: its calls, those of the functions they reach, explicit throws. Nested
 * functions count where they are called, not where they are written.
 */
export function contributionOf(it: Interpreter, node: ts.Node, frame: Frame): Contribution {
  const collector = new Collector();
  visit(it, node, { frame, collector, passage: {} });
  return collector.result();
}

interface Walk {
  readonly frame: Frame;
  readonly collector: Collector;
  readonly passage: Passage;
}

function visit(it: Interpreter, node: ts.Node, walk: Walk): void {
  if (isOtherCode(node)) return;
  if (ts.isTryStatement(node)) {
    visitTry(it, node, walk);
    return;
  }
  if (ts.isThrowStatement(node) && !walk.passage.caught) walk.collector.throws();
  if (ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isTaggedTemplateExpression(node)) {
    walk.collector.add(it.call(node, walk.frame).contribution, walk.passage);
  }
  if (ts.isJsxOpeningElement(node) || ts.isJsxSelfClosingElement(node)) visitElement(it, node, walk);
  ts.forEachChild(node, (child) => visit(it, child, walk));
  const implicit = implicitCall(it, node, walk.frame);
  if (implicit) walk.collector.add(implicit.contribution, walk.passage);
}

/** Errors of the block stay inside if there is a `catch` that never throws. */
function visitTry(it: Interpreter, node: ts.TryStatement, walk: Walk): void {
  const swallows = node.catchClause !== undefined && !containsThrow(node.catchClause.block);
  visit(it, node.tryBlock, swallows ? { ...walk, passage: { ...walk.passage, caught: true } } : walk);
  if (node.catchClause) visit(it, node.catchClause.block, walk);
  if (node.finallyBlock) visit(it, node.finallyBlock, walk);
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

/** A server component that is given a client renders, and queries, after the handler has returned. */
function visitElement(it: Interpreter, node: ts.JsxOpeningLikeElement, walk: Walk): void {
  const properties = new Map<string, Value>();
  for (const attribute of node.attributes.properties) {
    if (ts.isJsxSpreadAttribute(attribute) || !attribute.initializer || !ts.isJsxExpression(attribute.initializer))
      continue;
    const { expression } = attribute.initializer;
    if (expression) properties.set(attribute.name.getText(), it.evaluate(expression, walk.frame));
  }
  if (![...properties.values()].some((value) => holdsClient(value))) return;
  if (!ts.isIdentifier(node.tagName)) return;
  for (const component of it.evaluate(node.tagName, walk.frame)) {
    if (component.kind !== "function") continue;
    const summary = it.invoke(component, [[{ kind: "object", properties, rest: nothing, isContext: false }]]);
    walk.collector.add(summary.contribution, { ...walk.passage, deferred: true, step: stepAt(node) });
  }
}
