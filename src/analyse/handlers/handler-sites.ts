import { ts } from "ts-morph";
import type { Effect } from "../../model/effect.ts";
import type { SiteWithoutRange } from "../body/oracle.ts";
import { containsThrow } from "../interpret/contribution-of.ts";
import { type Contribution, type FoundEffect } from "../interpret/contribution.ts";
import type { CallNode, Interpreter } from "../interpret/interpreter.ts";
import { isFunctionLike } from "../syntax/scope.ts";
import { settledOf } from "../syntax/settled.ts";
import { outerParent, unwrap } from "../syntax/unwrap.ts";
import type { Frame } from "../value/value.ts";
import { openedTransaction } from "./opened-transaction.ts";

/** What one node of the handler function does, and everything that was found out about it. */
export interface HandlerSite {
  readonly node: CallNode;
  readonly site: SiteWithoutRange;
  readonly contribution: Contribution;
}

/** The calls of a handler's own function that do something, in source order. */
export function handlerSites(it: Interpreter, fn: ts.FunctionLikeDeclaration, frame: Frame): readonly HandlerSite[] {
  const sites: HandlerSite[] = [];
  const visit = (node: ts.Node): void => {
    if (isFunctionLike(node) || ts.isClassLike(node) || ts.isTypeNode(node)) return;
    ts.forEachChild(node, visit);
    if (!ts.isCallExpression(node) && !ts.isNewExpression(node) && !ts.isTaggedTemplateExpression(node)) return;
    const { contribution } = it.call(node, frame);
    if (doesSomething(contribution)) sites.push({ node, contribution, site: siteOf(it, { node, frame, contribution }) });
  };
  for (const parameter of fn.parameters) if (parameter.initializer) visit(parameter.initializer);
  if (fn.body) visit(fn.body);
  return sites.sort((a, b) => a.node.getStart() - b.node.getStart());
}

function doesSomething({ effects, externals, throws, opened, sessions }: Contribution): boolean {
  return throws || effects.length > 0 || externals.length > 0 || opened.length > 0 || sessions.length > 0;
}

interface SiteNode {
  readonly node: CallNode;
  readonly frame: Frame;
  readonly contribution: Contribution;
}

function siteOf(it: Interpreter, at: SiteNode): SiteWithoutRange {
  const { node, contribution } = at;
  const opened = openedTransaction(it, at);
  return {
    effects: reported(contribution.effects),
    externalCalls: contribution.externals.map(({ call }) => call),
    throws: contribution.throws,
    settled: settledAs(it, at),
    deferred: contribution.effects.some((found) => found.deferred),
    swallowsErrors: swallowsErrors(node),
    ...(opened ? { opensTransaction: opened } : {}),
  };
}

/**
 * Effects as the report has them. A helper that opens a transaction unless it is in one leads to the same operation
 * through the session client and through the transaction: the transaction counts.
 */
export function reported(found: readonly FoundEffect[]): readonly Effect[] {
  const inTransaction = new Set(found.filter(({ effect }) => effect.client === "transaction").map(placeOf));
  return found
    .filter((one) => one.effect.client !== "session" || !inTransaction.has(placeOf(one)))
    .map(({ effect, client }) => (isIndependent(client) ? { ...effect, independent: true } : effect));
}

function placeOf({ effect, position }: FoundEffect): string {
  return `${effect.file}:${position}`;
}

/** Commits by itself: the global client, and transactions on it or of the tenant transaction. */
function isIndependent(client: FoundEffect["client"]): boolean {
  return client === null ? false : client.client === "global" || client.openedOn === "tenant";
}

/** A lazy promise of a single operation that nobody looks at is never sent (PRISMA.md F1.7); everything else runs. */
function settledAs(it: Interpreter, { node, frame, contribution }: SiteNode): SiteWithoutRange["settled"] {
  if (isAsyncForEach(node)) return "floating";
  const settled = settledOf(node);
  if (settled !== "unused") return settled;
  return isSingleOperation(it, node, frame) && contribution.effects.length > 0 ? "unsent" : "floating";
}

function isSingleOperation(it: Interpreter, node: CallNode, frame: Frame): boolean {
  const callee = it.evaluate(ts.isTaggedTemplateExpression(node) ? node.tag : node.expression, frame);
  return callee.length > 0 && callee.every((value) => value.kind === "operation" && value.operation !== "$transaction");
}

/** `forEach` throws the promises of its callback away. */
function isAsyncForEach(node: CallNode): boolean {
  if (!ts.isCallExpression(node)) return false;
  const callee = unwrap(node.expression);
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== "forEach") return false;
  return node.arguments.length > 0;
}

/** `.catch(() => {})` behind it, or `Promise.allSettled` around it. */
function swallowsErrors(node: ts.Expression): boolean {
  const parent = outerParent(node);
  if (ts.isArrayLiteralExpression(parent)) return swallowsErrors(parent);
  if (ts.isCallExpression(parent)) return parent.expression.getText() === "Promise.allSettled";
  if (!ts.isPropertyAccessExpression(parent)) return false;
  const call = outerParent(parent);
  if (!ts.isCallExpression(call)) return false;
  if (parent.name.text !== "catch") return swallowsErrors(call);
  const [callback] = call.arguments;
  return callback !== undefined && !containsThrow(isFunctionLike(callback) ? (callback.body ?? callback) : callback);
}
