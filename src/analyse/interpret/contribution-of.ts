import { ts } from "ts-morph";
import { isFunctionLike } from "../syntax/scope.ts";
import type { Frame } from "../value/value.ts";
import { Collector, type Passage } from "./collector.ts";
import type { Contribution } from "./contribution.ts";
import { implicitCall, isOtherCode } from "./implicit-calls.ts";
import type { Interpreter } from "./interpreter.ts";

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
