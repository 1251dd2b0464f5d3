import { ts } from "ts-morph";
import { canGoOn, containsThrow, swallowsErrors } from "../syntax/survives.ts";
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
    const survived = walk.passage.survived === true || swallowsErrors(node);
    walk.collector.add(it.call(node, walk.frame).contribution, { ...walk.passage, survived });
  }
  const inside = ts.isIterationStatement(node, false) ? within(walk, { repeated: true }) : walk;
  ts.forEachChild(node, (child) => visit(it, child, inside));
  const implicit = implicitCall(it, node, walk.frame);
  if (implicit) walk.collector.add(implicit.contribution, walk.passage);
}

function within(walk: Walk, passage: Passage): Walk {
  return { ...walk, passage: { ...walk.passage, ...passage } };
}

/** Errors of the block stay inside if there is a `catch` that never throws. */
function visitTry(it: Interpreter, node: ts.TryStatement, walk: Walk): void {
  const { catchClause } = node;
  const caught = catchClause !== undefined && !containsThrow(catchClause.block);
  const survived = catchClause !== undefined && canGoOn(catchClause);
  visit(it, node.tryBlock, within(walk, { ...(caught ? { caught } : {}), ...(survived ? { survived } : {}) }));
  if (catchClause) visit(it, catchClause.block, walk);
  if (node.finallyBlock) visit(it, node.finallyBlock, walk);
}
