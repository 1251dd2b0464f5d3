import { diagnostic } from "../../diagnostics/create.ts";
import { operationName } from "../../diagnostics/operation-name.ts";
import type { Site } from "../../model/effect.ts";
import { tryThatKeepsWork } from "./kept-work.ts";
import { holdersFromBefore } from "./names-in-span.ts";
import { contains, isInside } from "./ranges.ts";
import { excerpt } from "./excerpt.ts";
import type { PlanningContext } from "./plan-region.ts";
import type { RegionPlan, Span } from "./region.ts";
import { openingsIn, type Opening } from "./transaction-form.ts";

/** Reports what a person should know about a region, and what cannot stand in one. */
export function reportRegion(region: RegionPlan, context: PlanningContext): void {
  const { body, text, index, findings } = context;
  for (const site of index.externalsIn(region)) {
    for (const { what } of site.externalCalls) findings.add(diagnostic("MS3001", findings.at(site.start), { what }));
  }
  for (const site of index.sites.filter(isInside(region))) {
    for (const { model, operation } of globalEffects(site, context)) {
      findings.add(diagnostic("MS3004", findings.at(site.start), { operation: operationName({ model, operation }) }));
    }
  }
  for (const exit of body.exits.filter(({ kind, ...range }) => kind === "yield" && contains(region, range))) {
    findings.add(diagnostic("MS3007", findings.at(exit.start), { syntax: "yield" }));
  }
  for (const exit of body.exits.filter(isInside(region))) {
    const isJump = exit.kind === "break" || exit.kind === "continue";
    if (isJump && (exit.target === null || !contains(region, exit.target))) {
      findings.add(diagnostic("MS3005", findings.at(exit.start), { keyword: exit.kind }));
    }
  }
  for (const promise of body.promises.filter(isInside(region))) {
    if (promise.kept === "unknown")
      findings.add(diagnostic("MS3017", findings.at(promise.start), { syntax: "a promise that is kept for later" }));
  }
  if (!body.isAsync && region.form.kind === "wrap" && region.exit.kind !== "return") {
    findings.add(diagnostic("MS3017", findings.at(region.start), { syntax: "a function that is not async" }));
  }
  for (const { name, nameRange } of holdersFromBefore(body, region)) {
    findings.add(diagnostic("MS3003", findings.at(nameRange.start), { name }));
  }
  for (const use of body.clientUses.filter(isInside(region))) {
    const isLost =
      use.kind === "context"
        ? body.context.contextObject === null
        : use.kind === "delegate" && use.replacement === null;
    if (isLost) findings.add(diagnostic("MS3003", findings.at(use.start), { name: text.slice(use.start, use.end) }));
  }
  reportTransactions(region, context);
}

/** With `atomicity: "rollback"`, the `try` whose partial work is no longer kept. */
export function reportRollback(span: Span, { body, index, findings, options }: PlanningContext): void {
  if (options.atomicity !== "rollback") return;
  const around = tryThatKeepsWork(body, index, span);
  if (around) findings.add(diagnostic("MS3012", findings.at(around.statement.start), { statement: "try" }));
}

function globalEffects(site: Site, { index }: PlanningContext): Site["effects"] {
  const global = index.globalEffectsIn(site);
  return site.effects.filter((effect) => global.includes(effect));
}

function reportTransactions(region: RegionPlan, context: PlanningContext): void {
  const { index, findings, options } = context;
  const hasNested = options.transactionClientHasTransaction;
  const version = options.prismaVersion ?? "of this application";
  for (const site of openingsIn(region, index)) {
    const { through, form } = site.opensTransaction;
    const isTakenOver = region.form.kind === "convert" || (region.form.kind === "extend" && isFirst(region, site));
    if (!hasNested && through !== "reentrant-helper")
      findings.add(diagnostic("MS3011", findings.at(site.start), { version }));
    // PRISMA.md F2.22: on a transaction client the array runs on another connection.
    if (hasNested && form === "array") findings.add(diagnostic("MS3019", findings.at(site.start), { version }));
    if (hasNested && form === "callback" && through !== "reentrant-helper" && site.survivesErrors)
      findings.add(diagnostic("MS3021", findings.at(site.start), { callee: calleeOf(site, context) }));
    if (isTakenOver || form === "array") reportOptions(site, context);
    else if (!hasNested && through !== "reentrant-helper") {
      findings.add(
        diagnostic("MS3017", findings.at(site.start), { syntax: "a nested transaction among other operations" }),
      );
    }
  }
}

function calleeOf({ opensTransaction: { callee } }: Opening, { text }: PlanningContext): string {
  return excerpt(text.slice(callee.start, callee.end));
}

function isFirst({ statements: [first] }: RegionPlan, site: Opening): boolean {
  return first !== undefined && contains(first, site);
}

function reportOptions({ opensTransaction, start }: Opening, { text, findings, options }: PlanningContext): void {
  const { optionsArgument } = opensTransaction;
  const given = optionsArgument === null ? undefined : opensTransaction.arguments[optionsArgument];
  if (!given || options.acceptsOptions) return;
  findings.add(diagnostic("MS3010", findings.at(start), { options: excerpt(text.slice(given.start, given.end)) }));
}
