import { ts } from "ts-morph";

/** `session.user.profile`, read from its first name on; each step is the node of one prefix. */
export interface PropertyPath {
  readonly names: readonly string[];
  /** The node of each prefix: the name itself first. */
  readonly nodes: readonly ts.Expression[];
}

/** The longest property path that starts at a name; `?.` and `!` are passed over. */
export function propertyPath(root: ts.Identifier): PropertyPath {
  const names = [root.text];
  const nodes: ts.Expression[] = [root];
  let current: ts.Expression = root;
  for (;;) {
    const parent: ts.Node = current.parent;
    if (ts.isNonNullExpression(parent)) current = parent;
    else if (ts.isPropertyAccessExpression(parent) && parent.expression === current && ts.isIdentifier(parent.name)) {
      names.push(parent.name.text);
      nodes.push(parent);
      current = parent;
    } else return { names, nodes };
  }
}

/** Prefixes of the path (as text) that a condition tests at this place, in a way by which TypeScript narrows types. */
export function narrowedPrefixes({ names, nodes }: PropertyPath): readonly string[] {
  return nodes.flatMap((node, index) => (isTested(node) ? [names.slice(0, index + 1).join(".")] : []));
}

function isTested(node: ts.Node): boolean {
  const parent = node.parent;
  if (ts.isParenthesizedExpression(parent) || ts.isNonNullExpression(parent)) return isTested(parent);
  if (ts.isPrefixUnaryExpression(parent)) return parent.operator === ts.SyntaxKind.ExclamationToken && isTested(parent);
  if (ts.isTypeOfExpression(parent)) return isTested(parent);
  if (ts.isBinaryExpression(parent)) return isTestingOperand(node, parent) && isTested(parent);
  if (ts.isCallExpression(parent)) return parent.expression !== node && isGuard(parent);
  return isCondition(node, parent);
}

function isCondition(node: ts.Node, parent: ts.Node): boolean {
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent) || ts.isSwitchStatement(parent)) {
    return parent.expression === node;
  }
  return (ts.isConditionalExpression(parent) || ts.isForStatement(parent)) && parent.condition === node;
}

function isTestingOperand(node: ts.Node, parent: ts.BinaryExpression): boolean {
  switch (parent.operatorToken.kind) {
    case ts.SyntaxKind.AmpersandAmpersandToken:
    case ts.SyntaxKind.BarBarToken:
    case ts.SyntaxKind.QuestionQuestionToken:
    case ts.SyntaxKind.InstanceOfKeyword:
    case ts.SyntaxKind.InKeyword:
      return true;
    case ts.SyntaxKind.EqualsEqualsToken:
    case ts.SyntaxKind.EqualsEqualsEqualsToken:
    case ts.SyntaxKind.ExclamationEqualsToken:
    case ts.SyntaxKind.ExclamationEqualsEqualsToken:
      return ts.isTypeOfExpression(node) || isNothing(parent.left) || isNothing(parent.right);
    default:
      return false;
  }
}

/** Comparing with another value picks a member of a union at most, and that is seldom asked for later. */
function isNothing(node: ts.Expression): boolean {
  return node.kind === ts.SyntaxKind.NullKeyword || (ts.isIdentifier(node) && node.text === "undefined");
}

/** `isManager(x)` in a condition, `Array.isArray(x)`, `assert(x)` and `invariant(x, ...)` as a statement. */
function isGuard(call: ts.CallExpression): boolean {
  const callee = call.expression;
  const name = ts.isPropertyAccessExpression(callee) ? callee.name.text : ts.isIdentifier(callee) ? callee.text : "";
  if (/^(is|has)[A-Z]/.test(name)) return isTested(call);
  return /^(assert|invariant)/.test(name) && ts.isExpressionStatement(call.parent);
}
