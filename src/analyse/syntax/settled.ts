import { ts } from "ts-morph";
import { isAssignment } from "./is-assignment.ts";
import { containerOf, resolveName } from "./scope.ts";
import { outerParent, unwrap } from "./unwrap.ts";

/** How a promise that an expression yields ends up. */
export type Settled = "awaited" | "floating" | "unused";

/**
 * Follows an expression's promise outwards: `await`, `return`, `.then(...)`, `Promise.all([...])`, a variable that is
 * awaited later. `unused` is a value that nobody looks at. In doubt (handed to a function) it counts as awaited.
 */
export function settledOf(node: ts.Expression): Settled {
  const parent = outerParent(node);
  if (ts.isAwaitExpression(parent) || ts.isReturnStatement(parent) || ts.isYieldExpression(parent)) return "awaited";
  if (ts.isArrowFunction(parent)) return "awaited";
  if (ts.isExpressionStatement(parent) || ts.isVoidExpression(parent)) return "unused";
  if (ts.isPropertyAccessExpression(parent) && ts.isCallExpression(outerParent(parent))) return afterMember(parent);
  if (ts.isVariableDeclaration(parent)) return ofVariable(parent);
  if (ts.isConditionalExpression(parent) || ts.isBinaryExpression(parent)) return ofOperand(node, parent);
  if (ts.isArrayLiteralExpression(parent) || ts.isSpreadElement(parent)) return settledOf(parent);
  if (ts.isCallExpression(parent)) return ofArgument(parent);
  return "awaited";
}

/** True if someone takes what the call yields: it is not just an object under construction. */
export function isPassedOn(node: ts.Expression): boolean {
  const parent = outerParent(node);
  if (ts.isVariableDeclaration(parent)) return ofVariable(parent) === "awaited" && isAwaitedLater(parent);
  if (ts.isPropertyAccessExpression(parent)) return /^(then|catch|finally)$/.test(parent.name.text);
  if (ts.isConditionalExpression(parent)) return unwrap(parent.condition) !== unwrap(node) && isPassedOn(parent);
  if (ts.isArrayLiteralExpression(parent) || ts.isSpreadElement(parent)) return isPassedOn(parent);
  if (ts.isBinaryExpression(parent))
    return isAssignmentOrChoice(parent) && (parent.right !== node || isPassedOn(parent) || isKept(parent));
  return waiting.has(parent.kind);
}

/** Parents that wait for a promise, or hand it on. */
const waiting = new Set([
  ts.SyntaxKind.AwaitExpression,
  ts.SyntaxKind.ReturnStatement,
  ts.SyntaxKind.YieldExpression,
  ts.SyntaxKind.ArrowFunction,
  ts.SyntaxKind.ExpressionStatement,
  ts.SyntaxKind.VoidExpression,
  ts.SyntaxKind.CallExpression,
  ts.SyntaxKind.NewExpression,
  ts.SyntaxKind.ForOfStatement,
]);

function isAssignmentOrChoice({ operatorToken }: ts.BinaryExpression): boolean {
  return isKeeping.has(operatorToken.kind) || operatorToken.kind === ts.SyntaxKind.CommaToken;
}

const isKeeping = new Set([
  ts.SyntaxKind.EqualsToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.QuestionQuestionToken,
]);

function isKept({ operatorToken }: ts.BinaryExpression): boolean {
  return operatorToken.kind === ts.SyntaxKind.EqualsToken;
}

function afterMember(member: ts.PropertyAccessExpression): Settled {
  const call = outerParent(member);
  if (!ts.isCallExpression(call) || call.expression !== member) return "awaited";
  const settled = settledOf(call);
  if (/^(then|catch|finally)$/.test(member.name.text)) return settled === "unused" ? "floating" : settled;
  // A fluent relation (`findUnique().posts()`) is part of the same query.
  return settled;
}

function ofOperand(node: ts.Node, parent: ts.ConditionalExpression | ts.BinaryExpression): Settled {
  if (ts.isConditionalExpression(parent))
    return unwrap(parent.condition) === unwrap(node as ts.Expression) ? "awaited" : settledOf(parent);
  const operator = parent.operatorToken.kind;
  // What is kept in a variable or property can be awaited from there.
  return isAssignment(operator) ? "awaited" : settledOf(parent);
}

/** `Promise.all([...])` and its kin pass on what becomes of their own promise; `list.push(promise)` of the list's. */
function ofArgument(call: ts.CallExpression): Settled {
  const callee = unwrap(call.expression);
  if (ts.isPropertyAccessExpression(callee) && callee.expression.getText() === "Promise") {
    const settled = settledOf(call);
    return settled === "unused" ? "floating" : settled;
  }
  return "awaited";
}

function ofVariable(declaration: ts.VariableDeclaration): Settled {
  if (!ts.isIdentifier(declaration.name)) return "awaited";
  return usesOf(declaration, declaration.name.text).length > 0 ? "awaited" : "unused";
}

function isAwaitedLater(declaration: ts.VariableDeclaration): boolean {
  if (!ts.isIdentifier(declaration.name)) return false;
  return usesOf(declaration, declaration.name.text).some((use) => {
    const parent = outerParent(use);
    return ts.isAwaitExpression(parent) || ts.isArrayLiteralExpression(parent) || ts.isReturnStatement(parent);
  });
}

function usesOf(declaration: ts.VariableDeclaration, name: string): readonly ts.Identifier[] {
  const uses: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    if (
      ts.isIdentifier(node) &&
      node.text === name &&
      node !== declaration.name &&
      resolveName(name, node) === declaration
    )
      uses.push(node);
    ts.forEachChild(node, visit);
  };
  visit(scopeOf(declaration));
  return uses;
}

/** Where the variable can be used: a `var` is seen outside of its block. */
function scopeOf(declaration: ts.VariableDeclaration): ts.Node {
  const isVar = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.BlockScoped) === 0;
  return isVar ? containerOf(declaration) : enclosingBlock(declaration);
}

function enclosingBlock(node: ts.Node): ts.Node {
  let current = node.parent;
  while (!ts.isBlock(current) && !ts.isSourceFile(current) && !ts.isCaseBlock(current)) current = current.parent;
  return current;
}
