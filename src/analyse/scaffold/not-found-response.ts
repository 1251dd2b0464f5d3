import { ts } from "ts-morph";
import { functionAround } from "../body/own-nodes.ts";
import { isVariableName } from "./variable-names.ts";
import { resolveName } from "../syntax/scope.ts";

/** The `try` statements of the call's own function around it: where a rejection is looked at. */
export function triesAround(node: ts.Node): readonly ts.TryStatement[] {
  const holder = functionAround(node);
  const found: ts.TryStatement[] = [];
  for (let current = node; current !== holder && !ts.isSourceFile(current); current = current.parent) {
    const { parent } = current;
    if (ts.isTryStatement(parent) && (parent.tryBlock === current || parent.finallyBlock)) found.push(parent);
  }
  return found;
}

/** `return X` of `if (error instanceof NotFound) return X`, if it does not look at the error. */
export function responseToError(call: ts.CallExpression, errors: readonly string[]): ts.Expression | null {
  const [innermost] = triesAround(call);
  const clause = innermost?.catchClause;
  const variable = clause?.variableDeclaration?.name;
  if (!clause || !variable || !ts.isIdentifier(variable)) return null;
  for (const statement of clause.block.statements) {
    if (!ts.isIfStatement(statement)) return null;
    const { expression, thenStatement } = statement;
    const isTest =
      ts.isBinaryExpression(expression) && expression.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword;
    if (!isTest || expression.left.getText() !== variable.text) return null;
    if (!errors.includes(expression.right.getText())) continue;
    const only =
      ts.isBlock(thenStatement) && thenStatement.statements.length === 1 ? thenStatement.statements[0] : thenStatement;
    const answer = only && ts.isReturnStatement(only) ? only.expression : undefined;
    return answer && !usesDeclaredIn(answer, clause) ? answer : null;
  }
  return null;
}

function usesDeclaredIn(node: ts.Node, scope: ts.Node): boolean {
  if (ts.isIdentifier(node) && isVariableName(node)) {
    const declaration = resolveName(node.text, node);
    if (declaration && declaration.pos >= scope.pos && declaration.end <= scope.end) return true;
  }
  return ts.forEachChild(node, (child) => usesDeclaredIn(child, scope) || undefined) ?? false;
}
