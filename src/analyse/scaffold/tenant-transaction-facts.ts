import { ts } from "ts-morph";
import { takenNames } from "../body/taken-names.ts";
import { isNameUse } from "../body/name-use.ts";
import { contains, forEachNode, functionAround, rangeOf } from "../body/own-nodes.ts";
import type { TextRange } from "../../model/text.ts";
import { originOf } from "../program/origin.ts";
import { fileOf } from "../program/source-files.ts";
import { moduleExports } from "../syntax/module-exports.ts";
import { resolveName } from "../syntax/scope.ts";
import { unwrap } from "../syntax/unwrap.ts";
import type { ClientSource, NameInModule, TenantTransactionFacts } from "./facts.ts";
import { functionSource, topLevelAround, topLevelStatement } from "./function-source.ts";
import { mentions } from "./mentions.ts";
import type { ScaffoldProgram } from "./scaffold-program.ts";
import { leakOf, onClient } from "./setting-text.ts";
import { tenantSettings } from "./tenant-settings.ts";
import { quoted, Underivable } from "./underivable.ts";

export const tenantClientName = "tenantClient";

/**
 * Reads the tenant transaction: on which client it runs, and how it says for whom.
 *
 * @throws Underivable if it opens no transaction on a client that can be named
 */
export function tenantTransactionFacts(
  program: ScaffoldProgram,
  fn: ts.FunctionLikeDeclaration,
): TenantTransactionFacts {
  const around = topLevelAround(fn);
  if (!around) throw new Underivable(fn, "the tenant transaction is no function of a module's top level");
  const { call, callback, receiver } = transactionOf(fn);
  const [tenant] = fn.parameters;
  if (!tenant || !ts.isIdentifier(tenant.name))
    throw new Underivable(fn, "the tenant transaction does not take the tenant by name");
  const settings = tenantSettings(program, callback);
  const client = clientSource(program, receiver);
  const operations = settings?.operations ?? [];
  return {
    source: functionSource(around),
    parameter: tenant.getText(),
    tenantName: tenant.name.text,
    client,
    before: statementsBefore(fn, call, tenant),
    settings: operations.map((operation) => onClient(operation, client.text)),
    problem: problemOf(fn, callback, settings?.statements ?? []),
    leak: leakOf(operations),
    takenNames: takenNames(fn),
    existing: existingClient(fn),
  };
}

/** The function that an earlier run made, or one like it: another function of the name may be anything. */
function existingClient(fn: ts.Node): NameInModule | null {
  const source = fn.getSourceFile();
  const found = moduleExports(source).named.get(tenantClientName);
  const statement = found?.kind === "local" ? topLevelStatement(source, found.name)?.statement : undefined;
  return statement?.getText().includes("$allOperations") ? { file: fileOf(fn), name: tenantClientName } : null;
}

interface Transaction {
  readonly call: ts.CallExpression;
  readonly callback: ts.ArrowFunction | ts.FunctionExpression;
  readonly receiver: ts.Expression;
}

function transactionOf(fn: ts.FunctionLikeDeclaration): Transaction {
  const found: Transaction[] = [];
  const visit = (node: ts.Node): void => {
    ts.forEachChild(node, visit);
    if (!ts.isCallExpression(node)) return;
    const callee = unwrap(node.expression);
    const [first] = node.arguments;
    const callback = first && unwrap(first);
    if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== "$transaction" || !callback) return;
    if (!ts.isArrowFunction(callback) && !ts.isFunctionExpression(callback)) return;
    found.push({ call: node, callback, receiver: callee.expression });
  };
  visit(fn);
  const [only, ...others] = found;
  if (!only || others.length > 0)
    throw new Underivable(fn, "the tenant transaction does not open exactly one transaction on a client in place");
  return only;
}

/** What is done with the tenant before the transaction, if it stands in the function's own statements: checks. */
function statementsBefore(
  fn: ts.FunctionLikeDeclaration,
  call: ts.CallExpression,
  tenant: ts.Node,
): readonly TextRange[] {
  if (!fn.body || !ts.isBlock(fn.body) || functionAround(call) !== fn) return [];
  const before = fn.body.statements.filter(({ end }) => end <= call.getStart());
  return before.filter((statement) => mentions(statement, new Set([tenant]))).map(rangeOf);
}

/** What stands before the call of the callback must be a setting: a batch of operations can do nothing else. */
function problemOf(
  fn: ts.FunctionLikeDeclaration,
  callback: ts.FunctionExpression | ts.ArrowFunction,
  settings: readonly ts.Statement[],
): string | null {
  if (!ts.isBlock(callback.body)) return null;
  const callbacks = new Set<ts.Node>(fn.parameters.slice(1));
  const { statements } = callback.body;
  const called = statements.findIndex((statement) => mentions(statement, callbacks));
  const other = statements.slice(0, called).find((statement) => !settings.includes(statement));
  if (other) return `\`${quoted(other)}\` runs in it before the callback`;
  const foreign = settings.map((statement) => foreignName(statement, fn, callback)).find((name) => name !== null);
  return foreign ? `what it sets depends on ${foreign}` : null;
}

/** A name that the operation uses and the new function does not have: another parameter, a local variable. */
function foreignName(statement: ts.Node, fn: ts.FunctionLikeDeclaration, callback: ts.Node): string | null {
  let foreign: string | null = null;
  forEachNode(statement, (node) => {
    if (!ts.isIdentifier(node) || !isNameUse(node)) return;
    const declaration = resolveName(node.text, node);
    if (
      !declaration ||
      !contains(rangeOf(fn), rangeOf(declaration)) ||
      declaration.getSourceFile() !== fn.getSourceFile()
    )
      return;
    const isKnown =
      declaration === fn.parameters[0] ||
      contains(rangeOf(callback), rangeOf(declaration)) ||
      mentions(declaration, new Set(fn.parameters.slice(0, 1)));
    if (!isKnown) foreign = node.text;
  });
  return foreign;
}

function clientSource(program: ScaffoldProgram, receiver: ts.Expression): ClientSource {
  const node = unwrap(receiver);
  const text = node.getText();
  if (ts.isIdentifier(node)) return { text, type: `typeof ${text}`, exported: exportOf(program, node) };
  const factory =
    ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.arguments.length === 0
      ? node.expression
      : null;
  if (!factory) throw new Underivable(receiver, `its client is given as \`${quoted(receiver)}\``);
  return { text, type: `ReturnType<typeof ${factory.text}>`, exported: exportOf(program, factory) };
}

/** Where a module-level name is exported from. */
function exportOf({ it }: ScaffoldProgram, node: ts.Identifier): NameInModule | null {
  const origin = originOf(it, node);
  if (!origin?.file) return null;
  const source = it.sources.get(origin.file);
  for (const [name, found] of source ? moduleExports(source).named : []) {
    const isIt = found.kind === "local" ? found.name === origin.name : name === origin.name;
    if (isIt && name !== "default") return { file: origin.file, name };
  }
  return null;
}
