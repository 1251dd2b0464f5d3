import { ts } from "ts-morph";
import type { BlockFacts, StatementFacts, StatementKind, ValueFacts } from "../../model/body.ts";
import { blocksOf } from "./blocks.ts";
import { leadingStart, trailingEnd } from "./comments.ts";
import { completes } from "./completion.ts";
import { rangeOf } from "./own-nodes.ts";

/** The statement tree of a list of statements; nested functions are not entered. */
export function statementFacts(statements: readonly ts.Statement[], text: string): readonly StatementFacts[] {
  return statements.map((statement) => ({
    ...rangeOf(statement),
    kind: kindOf(statement),
    leadingStart: leadingStart(statement, text),
    trailingEnd: trailingEnd(statement, text),
    completes: completes(statement),
    blocks: blocks(statement, text),
    value: valueOf(statement),
  }));
}

function blocks(statement: ts.Statement, text: string): readonly BlockFacts[] {
  return blocksOf(statement).map(({ statements, ...block }) => ({
    ...block,
    statements: statementFacts(statements, text),
  }));
}

function kindOf(statement: ts.Statement): StatementKind {
  if (ts.isIterationStatement(statement, false)) return "loop";
  switch (statement.kind) {
    case ts.SyntaxKind.VariableStatement:
      return "variable";
    case ts.SyntaxKind.ReturnStatement:
      return "return";
    case ts.SyntaxKind.ThrowStatement:
      return "throw";
    case ts.SyntaxKind.IfStatement:
      return "if";
    case ts.SyntaxKind.SwitchStatement:
      return "switch";
    case ts.SyntaxKind.TryStatement:
      return "try";
    case ts.SyntaxKind.Block:
      return "block";
    case ts.SyntaxKind.BreakStatement:
      return "break";
    case ts.SyntaxKind.ContinueStatement:
      return "continue";
    case ts.SyntaxKind.LabeledStatement:
      return "labeled";
    case ts.SyntaxKind.EmptyStatement:
      return "empty";
    case ts.SyntaxKind.ExpressionStatement:
      return "expression";
    default:
      return "declaration";
  }
}

function valueOf(statement: ts.Statement): ValueFacts | null {
  if (ts.isReturnStatement(statement)) return statement.expression ? valueFacts(statement.expression, null) : null;
  if (ts.isVariableStatement(statement)) {
    const [declaration, ...others] = statement.declarationList.declarations;
    if (!declaration?.initializer || others.length > 0) return null;
    return valueFacts(declaration.initializer, declaration.name);
  }
  if (!ts.isExpressionStatement(statement)) return null;
  const expression = skipParentheses(statement.expression);
  if (!ts.isBinaryExpression(expression)) return valueFacts(statement.expression, null);
  if (expression.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return valueFacts(statement.expression, null);
  return valueFacts(expression.right, expression.left);
}

/** `({ a } = value)` must stand in parentheses. */
function skipParentheses(expression: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(expression) ? expression.expression : expression;
}

function valueFacts(value: ts.Expression, target: ts.Node | null): ValueFacts {
  return {
    ...rangeOf(value),
    awaited: ts.isAwaitExpression(value) ? rangeOf(value.expression) : null,
    target: target ? rangeOf(target) : null,
  };
}
