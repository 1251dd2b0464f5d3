import { ts } from "ts-morph";
import type { BodyOracle, ClientMeaning, SiteWithoutRange } from "../../src/analyse/body/oracle.ts";
import { forEachNode } from "../../src/analyse/body/own-nodes.ts";
import { isFunctionLike, resolveName } from "../../src/analyse/syntax/scope.ts";
import { siteOf } from "./simple-sites.ts";

/**
 * A stand-in for the effect engine that knows operations by their names: `db.<model>.<operation>()`, helpers that are
 * given a client (`create...`, `find...`), `fetch` and `send...` or `notify...` as external calls.
 */
export function simpleOracle(handler: ts.FunctionLikeDeclaration): BodyOracle {
  const oracle = {
    clientUse: (node: ts.Expression): ClientMeaning | null => meaningOf(node, handler),
    isResponse,
    context: contextOf(handler),
  };
  const sites = new Map<ts.Node, SiteWithoutRange>();
  forEachNode(handler, (node) => {
    if (isInKeptClosure(node, handler)) return;
    const site = ts.isExpression(node) ? siteOf(node, oracle.clientUse) : null;
    if (!site) return;
    const owner = callWithCallback(node, handler) ?? node;
    const known = sites.get(owner);
    sites.set(owner, known ? merged(known, site) : site);
  });
  return { ...oracle, sites };
}

function contextOf(handler: ts.FunctionLikeDeclaration): BodyOracle["context"] {
  const [first] = handler.parameters;
  const isPositional = first !== undefined && ts.isIdentifier(first.name) && first.name.text === "tenantId";
  if (isPositional) {
    return { clientParameter: { index: 1, property: null }, tenantParameter: { index: 0, property: null } };
  }
  return { clientParameter: { index: 0, property: "db" }, tenantParameter: { index: 0, property: "tenantId" } };
}

function meaningOf(node: ts.Expression, handler: ts.FunctionLikeDeclaration): ClientMeaning | null {
  if (ts.isPropertyAccessExpression(node)) {
    const isClient = node.name.text === "db" && meaningOf(node.expression, handler)?.kind === "context";
    return isClient ? { kind: "client", replacement: null } : null;
  }
  if (!ts.isIdentifier(node)) return null;
  const declaration = resolveName(node.text, node);
  if (!declaration) return null;
  if (ts.isParameter(declaration) && declaration.parent === handler) {
    const isClient = handler.parameters.length > 1 && handler.parameters[1] === declaration;
    if (isClient) return { kind: "client", replacement: null };
    return node.text === "tenantId" ? null : { kind: "context", replacement: null };
  }
  if (ts.isBindingElement(declaration)) return ofBinding(declaration, handler);
  return ts.isVariableDeclaration(declaration) && declaration.initializer
    ? ofInitializer(declaration.initializer, handler)
    : null;
}

function ofBinding(element: ts.BindingElement, handler: ts.FunctionLikeDeclaration): ClientMeaning | null {
  const owner = element.parent.parent;
  const name = (element.propertyName ?? element.name).getText();
  const isOfHandler = ts.isParameter(owner) && owner.parent === handler;
  const isOfContext =
    ts.isVariableDeclaration(owner) &&
    owner.initializer !== undefined &&
    meaningOf(owner.initializer, handler)?.kind === "context";
  return name === "db" && (isOfHandler || isOfContext) ? { kind: "client", replacement: null } : null;
}

function ofInitializer(value: ts.Expression, handler: ts.FunctionLikeDeclaration): ClientMeaning | null {
  const own = meaningOf(value, handler);
  if (own) return own;
  if (ts.isPropertyAccessExpression(value) && meaningOf(value.expression, handler)?.kind === "client") {
    return { kind: "delegate", replacement: `{}.${value.name.text}` };
  }
  const isMade =
    ts.isNewExpression(value) || (ts.isCallExpression(value) && value.expression.getText().startsWith("make"));
  const given = isMade ? (value.arguments ?? []) : [];
  return given.some((argument) => meaningOf(argument, handler)) ? { kind: "holder", replacement: null } : null;
}

function isResponse(node: ts.Expression): boolean {
  return /^(await )?(new )?(NextResponse|Response)\b/.test(node.getText());
}

/** The call in the handler's own code that is given the callback which a node stands in. */
function callWithCallback(node: ts.Node, handler: ts.FunctionLikeDeclaration): ts.CallExpression | null {
  let call: ts.CallExpression | null = null;
  for (let current = node; current !== handler; current = current.parent) {
    if (isFunctionLike(current) && ts.isCallExpression(current.parent)) call = current.parent;
  }
  return call;
}

function merged(a: SiteWithoutRange, b: SiteWithoutRange): SiteWithoutRange {
  return {
    ...a,
    effects: [...a.effects, ...b.effects],
    externalCalls: [...a.externalCalls, ...b.externalCalls],
    throws: a.throws || b.throws,
    deferred: a.deferred || b.deferred,
  };
}

/** The code of a function that is kept in a variable runs where the variable is called. */
function isInKeptClosure(node: ts.Node, handler: ts.FunctionLikeDeclaration): boolean {
  for (let current = node; current !== handler && !ts.isSourceFile(current); current = current.parent) {
    if (isFunctionLike(current) && (ts.isFunctionDeclaration(current) || ts.isVariableDeclaration(current.parent)))
      return true;
  }
  return false;
}
