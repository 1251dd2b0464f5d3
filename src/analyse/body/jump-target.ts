import { ts } from "ts-morph";

/** The statement that a `break` leaves or a `continue` repeats; null if it has none (a syntax error). */
export function jumpTarget(jump: ts.BreakOrContinueStatement): ts.Statement | null {
  for (let node: ts.Node = jump.parent; !ts.isSourceFile(node) && !ts.isFunctionLike(node); node = node.parent) {
    if (jump.label) {
      if (ts.isLabeledStatement(node) && node.label.text === jump.label.text) return node;
    } else if (ts.isIterationStatement(node, false)) return node;
    else if (ts.isBreakStatement(jump) && ts.isSwitchStatement(node)) return node;
  }
  return null;
}
