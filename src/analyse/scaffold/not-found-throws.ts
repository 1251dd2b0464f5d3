import { ts } from "ts-morph";
import { forEachOwnNode } from "../body/own-nodes.ts";
import { unwrap } from "../syntax/unwrap.ts";

/** The `throw` statements of a function that mean "no such tenant": those under `if (!tenant)`. Others stay errors. */
export function notFoundThrows(fn: ts.FunctionLikeDeclaration): readonly ts.ThrowStatement[] {
  const found: ts.ThrowStatement[] = [];
  forEachOwnNode(fn, (node) => {
    if (!ts.isThrowStatement(node)) return;
    const parent = ts.isBlock(node.parent) ? node.parent.parent : node.parent;
    const branch = ts.isBlock(node.parent) ? node.parent : node;
    if (ts.isIfStatement(parent) && parent.thenStatement === branch && testsAbsence(parent.expression))
      found.push(node);
  });
  return found;
}

/** Classes of the errors that are thrown. */
export function notFoundErrors(throws: readonly ts.ThrowStatement[]): readonly string[] {
  return throws.flatMap(({ expression }) => (ts.isNewExpression(expression) ? [expression.expression.getText()] : []));
}

/** `!tenant`, `tenant === null`, `tenant == null`, also as an operand of `||`. */
function testsAbsence(condition: ts.Expression): boolean {
  const node = unwrap(condition);
  if (ts.isPrefixUnaryExpression(node))
    return node.operator === ts.SyntaxKind.ExclamationToken && isPath(unwrap(node.operand));
  if (!ts.isBinaryExpression(node)) return false;
  const operator = node.operatorToken.kind;
  if (operator === ts.SyntaxKind.BarBarToken) return testsAbsence(node.left) || testsAbsence(node.right);
  const isEquality = operator === ts.SyntaxKind.EqualsEqualsEqualsToken || operator === ts.SyntaxKind.EqualsEqualsToken;
  return isEquality && isPath(unwrap(node.left)) && /^(null|undefined)$/.test(node.right.getText());
}

/** `tenant`, `tenant.id`, but not `tenant.isActive`: a tenant that is there and may not be used is another error. */
function isPath(node: ts.Expression): boolean {
  if (ts.isPropertyAccessExpression(node)) return /id$/i.test(node.name.text);
  return ts.isIdentifier(node);
}
