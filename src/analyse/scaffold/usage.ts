import { ts } from "ts-morph";
import { rangeOf } from "../body/own-nodes.ts";
import { outerParent, unwrap } from "../syntax/unwrap.ts";
import type { ResultShape, Usage } from "./opening.ts";

/** What becomes of the result of a call that opens a transaction. */
export function usageOf(call: ts.CallExpression, shape: ResultShape): Usage {
  const parent = outerParent(call);
  const awaited = ts.isAwaitExpression(parent) ? parent : call;
  const result = memberOfResult(awaited, shape) ?? awaited;
  const user = outerParent(result);
  const isResult = shape === null || result !== awaited;
  if (isResult && ts.isReturnStatement(user))
    return { kind: "returned", range: rangeOf(user), isBraced: isInList(user) };
  if (isResult && ts.isArrowFunction(user))
    return { kind: "concise", range: { start: user.equalsGreaterThanToken.end, end: user.body.end } };
  if (ts.isVariableDeclaration(user)) {
    const name = resultName(user, isResult ? null : shape);
    const range = name === null ? null : untilReturn(user, name);
    if (range) return { kind: "returned", range, isBraced: true };
  }
  return valueUsage(call, awaited, shape);
}

/** `(await open(...)).result` */
function memberOfResult(awaited: ts.Expression, shape: ResultShape): ts.Expression | null {
  const member = outerParent(awaited);
  if (!shape || !ts.isPropertyAccessExpression(member) || unwrap(member.expression) !== awaited) return null;
  return member.name.text === shape.result ? member : null;
}

/** Local name of the callback's result in `const result = ...`, `const { result } = ...`, if nothing else is taken. */
function resultName({ name }: ts.VariableDeclaration, shape: ResultShape): string | null {
  if (!shape) return ts.isIdentifier(name) ? name.text : null;
  const [element, ...others] = ts.isObjectBindingPattern(name) ? name.elements : [];
  if (!element || others.length > 0 || !ts.isIdentifier(element.name) || element.initializer || element.dotDotDotToken)
    return null;
  const property = element.propertyName ?? element.name;
  return ts.isIdentifier(property) && property.text === shape.result ? element.name.text : null;
}

/** The declaration and the `return` of its name right after it. */
function untilReturn(declaration: ts.VariableDeclaration, name: string): { start: number; end: number } | null {
  const list = declaration.parent;
  const statement = list.parent;
  if (!ts.isVariableStatement(statement) || !ts.isVariableDeclarationList(list) || list.declarations.length > 1)
    return null;
  if (!isInList(statement)) return null;
  const next = statementsAround(statement)[statementsAround(statement).indexOf(statement) + 1];
  if (!next || !ts.isReturnStatement(next) || !next.expression) return null;
  const returned = unwrap(next.expression);
  const hasComment = statement.getSourceFile().text.slice(statement.end, next.getStart()).trim() !== "";
  const isSame = ts.isIdentifier(returned) && returned.text === name && !hasComment;
  return isSame ? { start: statement.getStart(), end: next.end } : null;
}

function valueUsage(call: ts.CallExpression, awaited: ts.Expression, shape: ResultShape): Usage {
  const statement = statementOf(call);
  const declared = outerParent(awaited);
  const takesAll = !ts.isVariableDeclaration(declared) || (shape !== null && resultName(declared, shape) === null);
  if (!statement || (shape && (awaited === call || (shape.hasMore && takesAll))))
    return { kind: "expression", range: rangeOf(call) };
  const declaration = outerParent(awaited);
  const pattern = ts.isVariableDeclaration(declaration) && shape ? resultName(declaration, shape) : null;
  const start =
    pattern !== null && ts.isVariableDeclaration(declaration) ? declaration.name.getStart() : awaited.getStart();
  const isAwaited = awaited !== call;
  return { kind: "value", statement: rangeOf(statement), range: { start, end: awaited.end }, isAwaited, pattern };
}

/** The statement that the call is evaluated first thing in; null if it runs under a condition or in a callback. */
function statementOf(call: ts.CallExpression): ts.Statement | null {
  let current: ts.Node = call;
  while (!ts.isStatement(current)) {
    const { parent }: ts.Node = current;
    if (!evaluatesFirst(parent, current)) return null;
    current = parent;
  }
  const isPlain = ts.isVariableStatement(current) || ts.isExpressionStatement(current) || ts.isReturnStatement(current);
  return isPlain && isInList(current) ? current : null;
}

function evaluatesFirst(parent: ts.Node, child: ts.Node): boolean {
  if (ts.isBinaryExpression(parent))
    return (
      parent.right === child && ts.isIdentifier(parent.left) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
    );
  if (ts.isVariableDeclarationList(parent)) return parent.declarations.length === 1;
  return (
    ts.isAwaitExpression(parent) ||
    ts.isParenthesizedExpression(parent) ||
    ts.isAsExpression(parent) ||
    ts.isSatisfiesExpression(parent) ||
    ts.isNonNullExpression(parent) ||
    ts.isPropertyAccessExpression(parent) ||
    (ts.isObjectLiteralExpression(parent) && parent.properties.length === 1) ||
    ts.isPropertyAssignment(parent) ||
    (ts.isCallExpression(parent) && parent.arguments[0] === child) ||
    ts.isVariableDeclaration(parent) ||
    ts.isStatement(parent)
  );
}

function isInList(statement: ts.Node): boolean {
  const { parent } = statement;
  return ts.isBlock(parent) || ts.isSourceFile(parent) || ts.isCaseOrDefaultClause(parent) || ts.isModuleBlock(parent);
}

function statementsAround(statement: ts.Statement): readonly ts.Statement[] {
  const { parent } = statement;
  return ts.isBlock(parent) || ts.isCaseOrDefaultClause(parent) ? parent.statements : [];
}
