import { ts } from "ts-morph";
import { jumpTarget } from "./jump-target.ts";
import { forEachOwnNode } from "./own-nodes.ts";

/** False if control never reaches what follows the statement. */
export function completes(statement: ts.Statement): boolean {
  if (ts.isReturnStatement(statement) || ts.isThrowStatement(statement)) return false;
  if (ts.isBreakOrContinueStatement(statement)) return false;
  if (ts.isBlock(statement)) return listCompletes(statement.statements);
  if (ts.isIfStatement(statement)) {
    return !statement.elseStatement || completes(statement.thenStatement) || completes(statement.elseStatement);
  }
  if (ts.isSwitchStatement(statement)) return switchCompletes(statement);
  if (ts.isTryStatement(statement)) return tryCompletes(statement);
  if (ts.isLabeledStatement(statement)) return completes(statement.statement) || hasBreakTo(statement);
  if (ts.isIterationStatement(statement, false)) return !isEndless(statement) || hasBreakTo(statement);
  return true;
}

export function listCompletes(statements: readonly ts.Statement[]): boolean {
  return statements.every(completes);
}

/** True if every path through the statements ends in a `throw` of their own. */
export function alwaysThrows(statements: readonly ts.Statement[]): boolean {
  if (listCompletes(statements)) return false;
  let leaves = false;
  for (const statement of statements) {
    const visit = (node: ts.Node): void => {
      if (ts.isReturnStatement(node) || ts.isBreakOrContinueStatement(node)) leaves = true;
    };
    visit(statement);
    forEachOwnNode(statement, visit);
  }
  return !leaves;
}

function switchCompletes(statement: ts.SwitchStatement): boolean {
  const clauses = statement.caseBlock.clauses;
  const last = clauses.at(-1);
  if (!last || !clauses.some(ts.isDefaultClause) || hasBreakTo(statement)) return true;
  return listCompletes(last.statements);
}

function tryCompletes(statement: ts.TryStatement): boolean {
  if (statement.finallyBlock && !completes(statement.finallyBlock)) return false;
  return (
    completes(statement.tryBlock) || (statement.catchClause !== undefined && completes(statement.catchClause.block))
  );
}

function isEndless(loop: ts.IterationStatement): boolean {
  if (ts.isForStatement(loop)) return loop.condition === undefined;
  const isCondition = ts.isWhileStatement(loop) || ts.isDoStatement(loop);
  return isCondition && loop.expression.kind === ts.SyntaxKind.TrueKeyword;
}

function hasBreakTo(target: ts.Statement): boolean {
  const targets = new Set<ts.Statement>([target]);
  if (ts.isLabeledStatement(target)) targets.add(target.statement);
  let found = false;
  forEachOwnNode(target, (node) => {
    if (!ts.isBreakStatement(node)) return;
    const left = jumpTarget(node);
    if (left && targets.has(left)) found = true;
  });
  return found;
}
