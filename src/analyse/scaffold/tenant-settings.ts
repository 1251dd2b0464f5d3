import { ts } from "ts-morph";
import { resolveName } from "../syntax/scope.ts";
import { unwrap } from "../syntax/unwrap.ts";
import { functionsOf, type ScaffoldProgram } from "./scaffold-program.ts";

/** The statements at the beginning of a transaction that say for whom it is. */
export interface TenantSettings {
  /** Name of the transaction's client. */
  readonly client: string;
  readonly statements: readonly ts.ExpressionStatement[];
  /** The operations themselves, written on `{client}`. */
  readonly operations: readonly Operation[];
}

export interface Operation {
  readonly node: ts.CallExpression | ts.TaggedTemplateExpression;
  /** Name of the client in the operation's own code. */
  readonly client: string;
  /** What the parameters of a helper stand for. */
  readonly substitutions: ReadonlyMap<string, string>;
}

/** Reads the callback of a transaction; null if it does not take its client by name. */
export function tenantSettings(program: ScaffoldProgram, callback: ts.FunctionLikeDeclaration): TenantSettings | null {
  const client = callback.parameters[0]?.name;
  if (!client || !ts.isIdentifier(client) || !callback.body || !ts.isBlock(callback.body)) return null;
  const statements: ts.ExpressionStatement[] = [];
  const operations: Operation[] = [];
  for (const statement of callback.body.statements) {
    const operation = ts.isExpressionStatement(statement)
      ? settingOf(program, statement.expression, client.text)
      : null;
    if (!operation || !ts.isExpressionStatement(statement)) continue;
    statements.push(statement);
    operations.push(operation);
  }
  return { client: client.text, statements, operations };
}

/** `await tx.$executeRaw...`, also through a function that does only this. */
function settingOf(program: ScaffoldProgram, expression: ts.Expression, client: string): Operation | null {
  const node = withoutAwait(expression);
  if (isRawOf(node, client)) return { node, client, substitutions: new Map() };
  if (!ts.isCallExpression(node)) return null;
  const [fn, ...others] = functionsOf(program, node.expression);
  if (!fn || others.length > 0 || fn.getSourceFile() !== node.getSourceFile()) return null;
  const names = fn.parameters.map(({ name }) => (ts.isIdentifier(name) ? name.text : ""));
  const position = node.arguments.findIndex((argument) => argument.getText() === client);
  const inner = names[position];
  const only = inner ? onlyExpression(fn) : null;
  if (!inner || !only) return null;
  const operation = withoutAwait(only);
  if (!isRawOf(operation, inner)) return null;
  const substitutions = new Map(names.map((name, index) => [name, node.arguments[index]?.getText() ?? "undefined"]));
  return { node: operation, client: inner, substitutions };
}

function withoutAwait(expression: ts.Expression): ts.Expression {
  const node = unwrap(expression);
  return ts.isAwaitExpression(node) ? unwrap(node.expression) : node;
}

function onlyExpression(fn: ts.FunctionLikeDeclaration): ts.Expression | null {
  if (!fn.body) return null;
  if (!ts.isBlock(fn.body)) return fn.body;
  const [only, ...others] = fn.body.statements;
  if (!only || others.length > 0) return null;
  return ts.isExpressionStatement(only) || ts.isReturnStatement(only) ? (only.expression ?? null) : null;
}

function isRawOf(node: ts.Expression, client: string): node is ts.CallExpression | ts.TaggedTemplateExpression {
  const callee = ts.isTaggedTemplateExpression(node) ? node.tag : ts.isCallExpression(node) ? node.expression : null;
  if (!callee || !ts.isPropertyAccessExpression(callee) || callee.expression.getText() !== client) return false;
  return /^\$(execute|query)Raw(Unsafe)?$/.test(callee.name.text) && setsSomething(sqlOf(node));
}

/** A setting, and not `UPDATE ... SET`. */
function setsSomething(sql: string): boolean {
  return /\bset_config\s*\(/i.test(sql) || /^[`'"]?\s*set\s/i.test(sql);
}

/** The SQL as it is written, quotes included; a constant is looked up. */
export function sqlOf(node: ts.Expression): string {
  if (ts.isTaggedTemplateExpression(node)) return node.template.getText();
  const argument = ts.isCallExpression(node) ? node.arguments[0] : undefined;
  if (!argument) return "";
  const declaration = ts.isIdentifier(argument) ? resolveName(argument.text, argument) : null;
  return (declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : argument)?.getText() ?? "";
}
