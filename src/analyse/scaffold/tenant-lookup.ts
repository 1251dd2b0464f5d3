import { ts } from "ts-morph";
import type { TextRange } from "../../model/text.ts";
import { forEachOwnNode, functionAround, rangeOf } from "../body/own-nodes.ts";
import { isNameUse } from "../body/name-use.ts";
import { resolveName } from "../syntax/scope.ts";
import { unwrap } from "../syntax/unwrap.ts";
import type { NameInModule } from "./facts.ts";
import type { PassedArgument, ResultShape, TenantLookup } from "./opening.ts";
import { existingLookup } from "./existing-lookup.ts";
import { functionSource, topLevelAround } from "./function-source.ts";
import { lookupHelper } from "./lookup-helper.ts";
import { notFoundErrors, notFoundThrows } from "./not-found-throws.ts";
import { findOpenings, type FoundOpening, type Through } from "./openings.ts";
import type { ScaffoldProgram } from "./scaffold-program.ts";

export type OpeningFunction = Extract<Through, { kind: "function" }>;

/**
 * The part of a function like `withTenantFromRequest` that finds the tenant. Null if the function does more than find
 * the tenant, open the transaction and return what the callback returned: then the function is derived as a whole.
 */
export function tenantLookup(program: ScaffoldProgram, { fn, handlers }: OpeningFunction): TenantLookup | null {
  const around = topLevelAround(fn);
  const openings = fn.body ? findOpenings(program, fn.body, handlers) : [];
  // A callback that is a part of a parameter cannot be left out of the call.
  const isWhole = [...handlers].every(ts.isParameter);
  if (!around || !fn.body || !isWhole || openings.length === 0 || fn.asteriskToken) return null;
  const ends = openings.map((opening) => endOf(fn, opening, handlers));
  const [first] = ends;
  if (!first || !ends.every((end) => end !== null && JSON.stringify(plain(end)) === JSON.stringify(plain(first))))
    return null;
  const tenants = ends.flatMap((end) => (end ? [{ ...end.range, tenant: end.tenant }] : []));
  const kept = fn.parameters.flatMap((parameter, index) =>
    handlers.has(parameter) || isUnused(fn, parameter, tenants) ? [] : [{ parameter, index }],
  );
  const common = { passes: first.passes, result: first.result };
  const helper = lookupHelper(program, { fn, tenants });
  const source = functionSource(around);
  const existing: NameInModule | null = existingLookup(program, source.file);
  if (helper) return { ...common, ...helper, existing };
  const throws = notFoundThrows(fn);
  return {
    ...common,
    existing,
    source,
    parameters: kept.map(({ parameter }) => parameter.getText()).join(", "),
    argumentIndexes: kept.map(({ index }) => index),
    body: ts.isBlock(fn.body) ? { start: fn.body.getStart() + 1, end: fn.body.end - 1 } : null,
    tenants,
    notFound: throws.map(rangeOf),
    notFoundErrors: notFoundErrors(throws),
  };
}

interface End {
  readonly range: TextRange;
  readonly tenant: string;
  readonly passes: readonly PassedArgument[];
  readonly result: ResultShape;
}

function plain({ passes, result }: End): unknown {
  return [passes.map((passed) => (typeof passed === "string" ? passed : [...passed])), result];
}

/** The statements that run the transaction and return, if they do nothing else. */
function endOf(
  fn: ts.FunctionLikeDeclaration,
  { call, callback, through }: FoundOpening,
  handlers: ReadonlySet<ts.Node>,
): End | null {
  const tenant = call.arguments[0];
  if (through.kind !== "tenant" || !tenant || functionAround(call) !== fn || isInTry(call)) return null;
  const name = unwrap(tenant).getText();
  const inner = passesOf(callback, { tenant: name, handlers });
  const end = returnAfter(call, name);
  if (!inner || !end || (inner.result && end.result)) return null;
  return { range: end.range, result: inner.result ?? end.result, tenant: tenant.getText(), passes: inner.passes };
}

function isInTry(node: ts.Node): boolean {
  for (let current = node; !ts.isSourceFile(current); current = current.parent)
    if (ts.isTryStatement(current)) return true;
  return false;
}

interface Passed {
  readonly passes: readonly PassedArgument[];
  readonly result: ResultShape;
}

/** `(db) => callback(tenantId, db)`, or the callback itself; `result` is what the transaction makes of its result. */
function passesOf(callback: ts.Expression, given: { tenant: string; handlers: ReadonlySet<ts.Node> }): Passed | null {
  const fn = unwrap(callback);
  if (ts.isIdentifier(fn)) return isHandler(fn, given.handlers) ? { passes: ["client"], result: null } : null;
  if (!ts.isArrowFunction(fn) && !ts.isFunctionExpression(fn)) return null;
  const client = fn.parameters[0]?.name;
  const found: ts.CallExpression[] = [];
  forEachOwnNode(fn, (node) => {
    if (ts.isCallExpression(node) && isHandler(node.expression, given.handlers)) found.push(node);
  });
  const [call, ...others] = found;
  if (!client || !ts.isIdentifier(client) || !call || others.length > 0) return null;
  const end = onlyReturn(fn, call, given.tenant);
  const passed = call.arguments.map((argument) => passedAs(argument, { tenant: given.tenant, client: client.text }));
  return end && passed.every((one) => one !== null) ? { passes: passed, result: end.result } : null;
}

/** What the function returns, if all it does is to call and return. */
function onlyReturn(
  fn: ts.ArrowFunction | ts.FunctionExpression,
  call: ts.CallExpression,
  tenant: string,
): { result: ResultShape } | null {
  const end = returnAfter(call, tenant);
  if (!end || !ts.isBlock(fn.body)) return end;
  const [first] = fn.body.statements;
  return first && first.getStart() === end.range.start && fn.body.statements.at(-1)?.end === end.range.end ? end : null;
}

function isHandler(node: ts.Expression, handlers: ReadonlySet<ts.Node>): boolean {
  const declaration = ts.isIdentifier(node) ? resolveName(node.text, node) : null;
  return declaration !== null && handlers.has(declaration);
}

function passedAs(argument: ts.Expression, names: { tenant: string; client: string }): PassedArgument | null {
  const text = unwrap(argument).getText();
  if (text === names.client) return "client";
  if (text === names.tenant) return "tenant";
  if (!ts.isObjectLiteralExpression(argument)) return null;
  const members = new Map<string, "tenant" | "client">();
  for (const property of argument.properties) {
    if (!ts.isPropertyAssignment(property) && !ts.isShorthandPropertyAssignment(property)) return null;
    const passed = passedAs(ts.isPropertyAssignment(property) ? property.initializer : property.name, names);
    if (typeof passed !== "string") return null;
    members.set(property.name.getText(), passed);
  }
  return members;
}

/** The statements from the call to the `return`, and what they return. */
function returnAfter(call: ts.CallExpression, tenant: string): { range: TextRange; result: ResultShape } | null {
  const value = ts.isAwaitExpression(call.parent) ? call.parent : call;
  const { parent } = value;
  if (ts.isReturnStatement(parent)) return { range: rangeOf(parent), result: null };
  if (ts.isArrowFunction(parent)) return { range: rangeOf(value), result: null };
  if (ts.isPropertyAssignment(parent) && ts.isReturnStatement(parent.parent.parent)) {
    const shape = shapeOf(parent.parent, { value, tenant });
    return shape && { range: rangeOf(parent.parent.parent), result: shape };
  }
  if (!ts.isVariableDeclaration(parent) || !ts.isIdentifier(parent.name) || !ts.isBlock(parent.parent.parent.parent))
    return null;
  const { statements } = parent.parent.parent.parent;
  const index = statements.findIndex((statement) => statement === parent.parent.parent);
  const next = statements[index + 1];
  if (!next || !ts.isReturnStatement(next) || !next.expression) return null;
  const range = { start: parent.parent.parent.getStart(), end: next.end };
  const returned = unwrap(next.expression);
  if (ts.isIdentifier(returned)) return returned.text === parent.name.text ? { range, result: null } : null;
  const shape = ts.isObjectLiteralExpression(returned) ? shapeOf(returned, { value: parent.name, tenant }) : null;
  return shape && { range, result: shape };
}

/** `{ tenantId, result }` */
function shapeOf(object: ts.ObjectLiteralExpression, given: { value: ts.Node; tenant: string }): ResultShape {
  let result: string | null = null;
  let tenant: string | null = null;
  let hasMore = false;
  for (const property of object.properties) {
    if (!ts.isPropertyAssignment(property) && !ts.isShorthandPropertyAssignment(property)) return null;
    const value = ts.isPropertyAssignment(property) ? unwrap(property.initializer) : property.name;
    if (value.getText() === given.value.getText()) result = property.name.getText();
    else if (value.getText() === given.tenant) tenant = property.name.getText();
    else hasMore = true;
  }
  return result === null ? null : { result, tenant, hasMore };
}

/** True if what is left of the function does not need the parameter (options of the transaction). */
function isUnused(
  fn: ts.FunctionLikeDeclaration,
  parameter: ts.ParameterDeclaration,
  tenants: readonly (TextRange & { tenant: string })[],
): boolean {
  if (!ts.isIdentifier(parameter.name)) return false;
  const { text } = parameter.name;
  let isUsed = tenants.some(({ tenant }) =>
    new RegExp(`(?<![\\w$.])${text.replaceAll("$", "\\$")}(?![\\w$])`).test(tenant),
  );
  const visit = (node: ts.Node): void => {
    const isIdentifier =
      ts.isIdentifier(node) && node.text === text && (isNameUse(node) || ts.isShorthandPropertyAssignment(node.parent));
    if (isIdentifier && !tenants.some(({ start, end }) => start <= node.getStart() && node.end <= end)) isUsed = true;
    ts.forEachChild(node, visit);
  };
  if (fn.body) visit(fn.body);
  return !isUsed;
}
