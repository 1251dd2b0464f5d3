import type { BlockFacts, StatementFacts } from "../../model/body.ts";
import type { TextRange } from "../../model/text.ts";
import { contains, isSameRange } from "./ranges.ts";
import { blockAround } from "./statement-tree.ts";

/**
 * True if what stands at `later` can be evaluated after what stands at `earlier`, in one run of the statements. Both
 * must stand in them. Errs on the side of yes.
 */
export function canFollow(statements: readonly StatementFacts[], earlier: TextRange, later: TextRange): boolean {
  const from = statements.findIndex((statement) => contains(statement, earlier));
  const to = statements.findIndex((statement) => contains(statement, later));
  const statement = statements[from];
  if (!statement || to < 0) return false;
  if (from === to) return canFollowInside(statement, earlier, later);
  return (
    from < to && leadsOut(statement, earlier) && statements.slice(from + 1, to).every(({ completes }) => completes)
  );
}

/** True if control can get from a place in a statement to the end of it. */
function leadsOut(statement: StatementFacts, place: TextRange): boolean {
  const block = blockAround(statement, place);
  if (!block || !statement.completes) return statement.completes;
  if (statement.kind === "if" || statement.kind === "block") return leadsOutOfList(block.statements, place);
  if (block.role === "try") {
    const handler = statement.blocks.find(({ role }) => role === "catch");
    return handler?.completes === true || leadsOutOfList(block.statements, place);
  }
  return !leavesFunction(block.statements, place);
}

function leadsOutOfList(statements: readonly StatementFacts[], place: TextRange): boolean {
  const index = statements.findIndex((statement) => contains(statement, place));
  const statement = statements[index];
  if (!statement || !leadsOut(statement, place)) return false;
  return statements.slice(index + 1).every(({ completes }) => completes);
}

/** True if the list surely ends the function behind the place; a `break` may stand in anything nested. */
function leavesFunction(statements: readonly StatementFacts[], place: TextRange): boolean {
  const index = statements.findIndex((statement) => contains(statement, place));
  const end = statements.slice(index).find(({ completes }) => !completes);
  return end?.kind === "return" || end?.kind === "throw";
}

function canFollowInside(statement: StatementFacts, earlier: TextRange, later: TextRange): boolean {
  if (statement.blocks.some(({ role }) => role === "loop")) return true;
  const from = blockAround(statement, earlier);
  const to = blockAround(statement, later);
  if (!from && !to) return isEvaluatedAfter(earlier, later);
  if (!from) return true;
  if (!to) return false;
  return from === to ? canFollow(from.statements, earlier, later) : runsOn(statement, from, to);
}

/** What an operation gets as argument is evaluated before it; the order of anything else in a statement is open. */
function isEvaluatedAfter(earlier: TextRange, later: TextRange): boolean {
  return isSameRange(earlier, later) || !contains(earlier, later);
}

function runsOn({ kind, blocks }: StatementFacts, from: BlockFacts, to: BlockFacts): boolean {
  if (kind === "if") return false;
  const between = blocks.slice(blocks.indexOf(from), blocks.indexOf(to));
  if (between.length === 0) return false;
  return kind === "try" || between.every(({ completes }) => completes);
}
