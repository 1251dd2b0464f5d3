import { ts } from "ts-morph";
import type { ClientMeaning, SiteWithoutRange } from "../../src/analyse/body/oracle.ts";
import { rangeOf } from "../../src/analyse/body/own-nodes.ts";
import { isFunctionLike, resolveName } from "../../src/analyse/syntax/scope.ts";
import type { Effect, OpenedTransaction } from "../../src/model/effect.ts";

type ClientUse = (node: ts.Expression) => ClientMeaning | null;
type Client = Effect["client"];

const reads = /^(find|count|aggregate|groupBy|\$queryRaw$|load|list|get|read)/;
const writes = /^(create|update|delete|upsert|\$executeRaw|log|ensure|save|record|write|place|add)/;

/** What a call does, by the names in it; null if it does nothing that counts, or does it in a tenant transaction. */
export function siteOf(node: ts.Expression, clientUse: ClientUse): SiteWithoutRange | null {
  if (hasAncestor(node, (call) => call.expression.getText() === "withTenant")) return null;
  if (ts.isTaggedTemplateExpression(node)) return operationSite(node, node.tag, clientUse);
  if (!ts.isCallExpression(node)) return null;
  const opened = openedBy(node, clientUse);
  if (opened) return { ...plainSite(node), opensOnSession: opened.client === "session", opensTransaction: opened };
  const name = node.expression.getText().split(".").at(-1) ?? "";
  if (/^(redirect|notFound)$/.test(name)) return { ...plainSite(node), throws: true };
  if (/^(fetch|send|notify|charge|upload)/.test(name)) {
    return { ...plainSite(node), externalCalls: [{ kind: "http", what: name, file: "input.ts", line: 1, path: [] }] };
  }
  return operationSite(node, node.expression, clientUse) ?? helperSite(node, name, clientUse);
}

function plainSite(node: ts.Expression): SiteWithoutRange {
  return {
    effects: [],
    externalCalls: [],
    throws: false,
    settled: settledOf(node),
    deferred: isDeferred(node),
    swallowsErrors: isCaught(node),
    survivesErrors: false,
    goesOnAfterErrors: false,
    opensOnSession: false,
  };
}

function operationSite(node: ts.Expression, callee: ts.Node, clientUse: ClientUse): SiteWithoutRange | null {
  if (!ts.isPropertyAccessExpression(callee)) return null;
  const operation = callee.name.text;
  const owner = operation.startsWith("$") ? callee.expression : modelOwner(callee.expression, clientUse);
  const client = owner && clientOf(owner, clientUse);
  if (!client || !(reads.test(operation) || writes.test(operation))) return null;
  const site = { ...plainSite(node), effects: [effect(operation, { client, path: 1 })] };
  const isLazy = ts.isExpressionStatement(node.parent) || ts.isVoidExpression(node.parent);
  return isLazy ? { ...site, settled: "unsent" } : site;
}

function modelOwner(node: ts.Expression, clientUse: ClientUse): ts.Expression | null {
  if (ts.isIdentifier(node) && clientUse(node)?.kind === "delegate") return node;
  return ts.isPropertyAccessExpression(node) ? node.expression : null;
}

function helperSite(node: ts.CallExpression, name: string, clientUse: ClientUse): SiteWithoutRange | null {
  const given = node.arguments.map((argument) => givenClient(argument, clientUse)).find((client) => client !== null);
  const root = ts.isPropertyAccessExpression(node.expression) ? node.expression.expression : node.expression;
  const held = ts.isIdentifier(root) && usesHeldClient(root, clientUse) ? "session" : null;
  const client = given ?? held;
  if (!client || !(reads.test(name) || writes.test(name))) return null;
  return { ...plainSite(node), effects: [effect(name, { client, path: 2 })], throws: name.endsWith("OrThrow") };
}

function usesHeldClient(root: ts.Identifier, clientUse: ClientUse): boolean {
  if (clientUse(root)?.kind === "holder") return true;
  const declaration = resolveName(root.text, root);
  return declaration !== null && /\bdb\b/.test(declaration.getText()) && !ts.isBindingElement(declaration);
}

function givenClient(argument: ts.Expression, clientUse: ClientUse): Client | null {
  if (!ts.isObjectLiteralExpression(argument)) return clientOf(argument, clientUse);
  for (const property of argument.properties) {
    if (ts.isShorthandPropertyAssignment(property) && clientUse(property.name)) return "session";
    if (ts.isPropertyAssignment(property) && clientUse(property.initializer)) return "session";
    if (ts.isSpreadAssignment(property) && clientUse(property.expression)) return "session";
  }
  return null;
}

function clientOf(node: ts.Expression, clientUse: ClientUse): Client | null {
  if (clientUse(node)) return "session";
  if (!ts.isIdentifier(node)) return null;
  if (node.text === "prisma") return "global";
  const declaration = resolveName(node.text, node);
  return declaration && ts.isParameter(declaration) && isTransactionCallback(declaration.parent) ? "transaction" : null;
}

function isTransactionCallback(fn: ts.Node): boolean {
  return isFunctionLike(fn) && ts.isCallExpression(fn.parent) && /ransaction$/.test(fn.parent.expression.getText());
}

function effect(operation: string, { client, path }: { readonly client: Client; readonly path: number }): Effect {
  return {
    kind: reads.test(operation) ? "read" : "write",
    model: "order",
    operation,
    file: "input.ts",
    line: 1,
    client,
    path: Array.from({ length: path }, (_, step) => `input.ts#step:${step}`),
    canFailWithoutAbort: /^(update|delete)($|[A-Z](?!any))|OrThrow$/.test(operation),
  };
}

function settledOf(node: ts.Expression): SiteWithoutRange["settled"] {
  for (let current: ts.Node = node; !ts.isStatement(current); current = current.parent) {
    if (ts.isAwaitExpression(current)) return isInForEach(current) ? "floating" : "awaited";
    if (ts.isVoidExpression(current.parent) || ts.isExpressionStatement(current.parent)) return "floating";
    if (ts.isCallExpression(current.parent) && /\.push$/.test(current.parent.expression.getText())) return "awaited";
  }
  return "awaited";
}

function isInForEach(node: ts.Node): boolean {
  return hasAncestor(node, (call) => /\.forEach$/.test(call.expression.getText()));
}

function isDeferred(node: ts.Node): boolean {
  return hasAncestor(node, (call) => /^(after|waitUntil)$/.test(call.expression.getText()));
}

function hasAncestor(node: ts.Node, test: (call: ts.CallExpression) => boolean): boolean {
  for (let current = node.parent; !ts.isSourceFile(current); current = current.parent) {
    if (ts.isCallExpression(current) && current.arguments.some(isFunctionLike) && test(current)) return true;
  }
  return false;
}

function isCaught(node: ts.Node): boolean {
  return ts.isPropertyAccessExpression(node.parent) && node.parent.name.text === "catch";
}

function openedBy(call: ts.CallExpression, clientUse: ClientUse): OpenedTransaction | null {
  const callee = call.expression;
  const isHelper = ts.isIdentifier(callee) && callee.text === "runWithTransaction";
  const isMethod = ts.isPropertyAccessExpression(callee) && callee.name.text === "$transaction";
  const owner = isHelper ? call.arguments[0] : isMethod ? callee.expression : undefined;
  const client = owner && clientOf(owner, clientUse);
  if (!client) return null;
  const callbackArgument = isHelper ? 1 : 0;
  const given = call.arguments[callbackArgument];
  const fn = given && (ts.isArrowFunction(given) || ts.isFunctionExpression(given)) ? given : null;
  const parameter = fn?.parameters[0]?.name;
  return {
    client,
    form: given && (ts.isArrayLiteralExpression(given) || given.getText() === "operations") ? "array" : "callback",
    through: isHelper ? "reentrant-helper" : "client",
    callee: rangeOf(callee),
    arguments: call.arguments.map(rangeOf),
    callbackArgument,
    clientArgument: isHelper ? 0 : null,
    optionsArgument: call.arguments.length > callbackArgument + 1 ? callbackArgument + 1 : null,
    callback: fn && {
      ...rangeOf(fn),
      isAsync: fn.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false,
      body: rangeOf(fn.body),
      bodyIsBlock: ts.isBlock(fn.body),
      clientName: parameter && ts.isIdentifier(parameter) ? parameter.text : null,
      returnsValue: /\breturn [^;]/.test(fn.body.getText()),
    },
    elements: given && ts.isArrayLiteralExpression(given) ? given.elements.map(rangeOf) : null,
  };
}
