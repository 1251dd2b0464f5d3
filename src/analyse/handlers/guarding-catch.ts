import { ts } from "ts-morph";
import { isFunctionLike } from "../syntax/scope.ts";

/** The `catch` clauses of the same function in whose `try` block a node stands, the innermost first. */
export function guardingCatches(node: ts.Node): readonly ts.CatchClause[] {
  const found: ts.CatchClause[] = [];
  for (let current = node; !isFunctionLike(current) && !ts.isSourceFile(current); current = current.parent) {
    const { parent } = current;
    if (ts.isTryStatement(parent) && parent.tryBlock === current && parent.catchClause) found.push(parent.catchClause);
  }
  return found;
}
