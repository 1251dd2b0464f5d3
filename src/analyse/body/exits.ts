import { ts } from "ts-morph";
import type { ExitFacts } from "../../model/body.ts";
import { jumpTarget } from "./jump-target.ts";
import type { BodyOracle } from "./oracle.ts";
import { forEachOwnNode, rangeOf } from "./own-nodes.ts";

/** The statements and expressions by which the handler's own function is left, in source order. */
export function exitFacts(fn: ts.FunctionLikeDeclaration, oracle: BodyOracle): readonly ExitFacts[] {
  const exits: ExitFacts[] = [];
  forEachOwnNode(fn, (node) => {
    if (!exitKinds.has(node.kind)) return;
    const exit = exitOf(node, oracle);
    if (exit) exits.push(exit);
  });
  return exits;
}

const exitKinds = new Set([
  ts.SyntaxKind.ReturnStatement,
  ts.SyntaxKind.ThrowStatement,
  ts.SyntaxKind.YieldExpression,
  ts.SyntaxKind.BreakStatement,
  ts.SyntaxKind.ContinueStatement,
]);

/** True if an error that is thrown at the node always ends in a `catch` of the same function that throws nothing. */
function isAlwaysCaught(node: ts.Node): boolean {
  let current = node;
  while (!ts.isFunctionLike(current) && !ts.isSourceFile(current)) {
    const parent = current.parent;
    if (ts.isTryStatement(parent) && parent.tryBlock === current && parent.catchClause) {
      if (!throwsItself(parent.catchClause.block)) return true;
    }
    current = parent;
  }
  return false;
}

function throwsItself(block: ts.Block): boolean {
  let found = false;
  forEachOwnNode(block, (node) => {
    if (ts.isThrowStatement(node)) found = true;
  });
  return found;
}

function exitOf(node: ts.Node, oracle: BodyOracle): ExitFacts | null {
  const base = { ...rangeOf(node), expression: null, isResponse: false, target: null, caught: false };
  if (ts.isReturnStatement(node)) {
    const value = node.expression;
    if (!value) return { ...base, kind: "return" };
    return { ...base, kind: "return", expression: rangeOf(value), isResponse: oracle.isResponse(value) };
  }
  if (ts.isThrowStatement(node)) {
    return { ...base, kind: "throw", expression: rangeOf(node.expression), caught: isAlwaysCaught(node) };
  }
  if (ts.isYieldExpression(node)) return { ...base, kind: "yield" };
  if (!ts.isBreakOrContinueStatement(node)) return null;
  const target = jumpTarget(node);
  return { ...base, kind: ts.isBreakStatement(node) ? "break" : "continue", target: target ? rangeOf(target) : null };
}
