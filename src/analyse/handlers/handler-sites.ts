import { ts } from "ts-morph";
import type { Effect } from "../../model/effect.ts";
import type { SiteWithoutRange } from "../body/oracle.ts";
import { type Contribution, type FoundEffect } from "../interpret/contribution.ts";
import { Collector } from "../interpret/collector.ts";
import { type ImplicitCall, implicitCall, isOtherCode } from "../interpret/implicit-calls.ts";
import type { Interpreter } from "../interpret/interpreter.ts";
import { settledOf } from "../syntax/settled.ts";
import { swallowsErrors } from "../syntax/survives.ts";
import { unwrap } from "../syntax/unwrap.ts";
import type { Frame } from "../value/value.ts";
import { openedTransaction } from "./opened-transaction.ts";

/** What one node of the handler function does, and everything that was found out about it. */
export interface HandlerSite {
  readonly node: ts.Expression;
  readonly site: SiteWithoutRange;
  readonly contribution: Contribution;
}

/** The calls of a handler's own function that do something, in source order. */
export function handlerSites(it: Interpreter, fn: ts.FunctionLikeDeclaration, frame: Frame): readonly HandlerSite[] {
  const sites: HandlerSite[] = [];
  const visit = (node: ts.Node): void => {
    if (isOtherCode(node)) return;
    ts.forEachChild(node, visit);
    for (const found of whatRuns(it, node, frame)) {
      if (doesSomething(found.contribution)) sites.push({ ...found, site: siteOf(it, { ...found, frame }) });
    }
  };
  for (const parameter of fn.parameters) visit(parameter);
  if (fn.body) visit(fn.body);
  return merged(sites).sort((a, b) => a.node.getStart() - b.node.getStart());
}

/** The call that a node is, and what its evaluation runs without one. */
function whatRuns(it: Interpreter, node: ts.Node, frame: Frame): readonly ImplicitCall[] {
  const implicit = implicitCall(it, node, frame);
  const others = implicit ? [implicit] : [];
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node) && !ts.isTaggedTemplateExpression(node)) return others;
  return [{ node, contribution: it.call(node, frame).contribution }, ...others];
}

/** One site for each node: what makes a list and what iterating over it runs are one. */
function merged(sites: readonly HandlerSite[]): HandlerSite[] {
  const byNode = new Map<ts.Node, HandlerSite>();
  for (const one of sites) {
    const known = byNode.get(one.node);
    byNode.set(one.node, known ? together(known, one) : one);
  }
  return [...byNode.values()];
}

function together(first: HandlerSite, second: HandlerSite): HandlerSite {
  const collector = new Collector();
  collector.add(first.contribution);
  collector.add(second.contribution);
  const contribution = collector.result();
  const site = {
    ...first.site,
    effects: reported(contribution.effects),
    externalCalls: contribution.externals.map(({ call }) => call),
    throws: contribution.throws,
    opensOnSession: first.site.opensOnSession || second.site.opensOnSession,
    ...survivalOf(contribution),
    settled: "awaited" as const,
  };
  return { ...first, contribution, site };
}

function doesSomething({ effects, externals, throws, opened, sessions }: Contribution): boolean {
  return throws || effects.length > 0 || externals.length > 0 || opened.length > 0 || sessions.length > 0;
}

interface SiteNode {
  readonly node: ts.Expression;
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
    ...survivalOf(contribution),
    opensOnSession: contribution.opened.some(({ client }) => client.client === "session"),
    ...(opened ? { opensTransaction: opened } : {}),
  };
}

/** Errors that stay inside the functions that the expression calls. */
function survivalOf({ effects }: Contribution): Pick<SiteWithoutRange, "survivesErrors" | "goesOnAfterErrors"> {
  const own = effects.filter(({ client }) => !isIndependent(client));
  const survived = own.filter(({ survivable }) => survivable);
  const goesOn = survived.some(({ repeated }) => repeated) || (survived.length > 0 && own.length > 1);
  return { survivesErrors: survived.length > 0, goesOnAfterErrors: goesOn };
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

function isSingleOperation(it: Interpreter, node: ts.Expression, frame: Frame): boolean {
  if (!ts.isCallExpression(node) && !ts.isTaggedTemplateExpression(node)) return false;
  const callee = it.evaluate(ts.isTaggedTemplateExpression(node) ? node.tag : node.expression, frame);
  return callee.length > 0 && callee.every((value) => value.kind === "operation" && value.operation !== "$transaction");
}

/** `forEach` throws the promises of its callback away. */
function isAsyncForEach(node: ts.Expression): boolean {
  if (!ts.isCallExpression(node)) return false;
  const callee = unwrap(node.expression);
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== "forEach") return false;
  return node.arguments.length > 0;
}
