import { ts } from "ts-morph";
import type { BlockFacts } from "../../model/body.ts";
import type { TextRange } from "../../model/text.ts";
import { alwaysThrows, completes, listCompletes } from "./completion.ts";
import { rangeOf } from "./own-nodes.ts";

/** A nested statement list whose statements are still syntax. */
export type SyntaxBlock = Omit<BlockFacts, "statements"> & { readonly statements: readonly ts.Statement[] };

/** The statement lists directly inside a statement, in source order. */
export function blocksOf(statement: ts.Statement): readonly SyntaxBlock[] {
  if (ts.isBlock(statement)) return [block("block", statement)];
  if (ts.isLabeledStatement(statement)) return blocksOf(statement.statement);
  if (ts.isIterationStatement(statement, false)) return [block("loop", statement.statement)];
  if (ts.isSwitchStatement(statement)) return statement.caseBlock.clauses.map(clause);
  if (ts.isTryStatement(statement)) return tryBlocks(statement);
  if (!ts.isIfStatement(statement)) return [];
  const then = block("then", statement.thenStatement);
  return statement.elseStatement ? [then, block("else", statement.elseStatement)] : [then];
}

function block(role: BlockFacts["role"], statement: ts.Statement): SyntaxBlock {
  if (!ts.isBlock(statement)) {
    return { ...rangeOf(statement), role, braced: false, statements: [statement], completes: completes(statement) };
  }
  const { statements } = statement;
  return { ...inside(statement), role, braced: true, statements, completes: listCompletes(statements) };
}

function clause(node: ts.CaseOrDefaultClause): SyntaxBlock {
  const { statements } = node;
  const start = statements[0]?.getStart() ?? node.end;
  return { start, end: node.end, role: "case", braced: true, statements, completes: listCompletes(statements) };
}

function tryBlocks(statement: ts.TryStatement): readonly SyntaxBlock[] {
  const blocks = [block("try", statement.tryBlock)];
  const handler = statement.catchClause?.block;
  if (handler) blocks.push({ ...block("catch", handler), swallows: !alwaysThrows(handler.statements) });
  if (statement.finallyBlock) blocks.push(block("finally", statement.finallyBlock));
  return blocks;
}

/** What stands between the braces. */
function inside(node: ts.Block): TextRange {
  return { start: node.getStart() + 1, end: node.end - 1 };
}
