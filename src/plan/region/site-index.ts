import type { BodyFacts } from "../../model/body.ts";
import type { Effect, Site } from "../../model/effect.ts";
import type { TextRange } from "../../model/text.ts";
import { contains, isInside } from "./ranges.ts";
import { blockAround, statementsAround } from "./statement-tree.ts";

/** Questions about what the code in a range does. */
export interface SiteIndex {
  /** Sites that run while the handler does, in source order. */
  readonly sites: readonly Site[];
  writesIn(range: TextRange): readonly Site[];
  /** Sites that need the session's client or a transaction on it. */
  sessionSitesIn(range: TextRange): readonly Site[];
  /** Operations that commit by themselves: through the global client, or in a transaction on it. */
  globalEffectsIn(range: TextRange): readonly Effect[];
  externalsIn(range: TextRange): readonly Site[];
  /** True if the range has a database operation, or an explicit `throw` that ends the handler. */
  mustStayTogether(range: TextRange): boolean;
  /** True if an error at the place always ends in a `catch` of the handler that throws nothing itself. */
  isAlwaysCaught(place: TextRange): boolean;
}

export function siteIndex(body: BodyFacts): SiteIndex {
  const sites = body.sites.filter(({ settled, deferred }) => settled !== "unsent" && !deferred);
  const globalTransactions = body.sites.filter(({ opensTransaction }) => opensTransaction?.client === "global");
  const isGlobal = (site: Site, effect: Effect): boolean =>
    isIndependent(effect) || globalTransactions.some((opening) => contains(opening, site));
  const sessionEffects = (site: Site): readonly Effect[] => site.effects.filter((effect) => !isGlobal(site, effect));
  const caught = (place: TextRange): boolean => isAlwaysCaught(body, place);
  return {
    sites,
    writesIn: (range) =>
      sites.filter(isInside(range)).filter((site) => site.opensOnSession || sessionEffects(site).some(changesRows)),
    sessionSitesIn: (range) =>
      sites.filter(isInside(range)).filter((site) => site.opensOnSession || sessionEffects(site).length > 0),
    globalEffectsIn: (range) =>
      sites.filter(isInside(range)).flatMap((site) => site.effects.filter((effect) => isGlobal(site, effect))),
    externalsIn: (range) => sites.filter(isInside(range)).filter(({ externalCalls }) => externalCalls.length > 0),
    mustStayTogether: (range) =>
      sites.filter(isInside(range)).some((site) => isDatabase(site) || (rollsBack(site) && !caught(site))) ||
      body.exits.some((exit) => exit.kind === "throw" && !exit.caught && contains(range, exit)),
    isAlwaysCaught: caught,
  };
}

/** True if the operation commits by itself, whatever becomes of the handler. */
export function isIndependent({ client, independent }: Effect): boolean {
  return client === "global" || independent === true;
}

function isDatabase(site: Site): boolean {
  return site.effects.length > 0 || site.opensOnSession || site.opensTransaction !== undefined;
}

/** An explicit throw of a helper; one that only says that an external call failed counts as the call does. */
function rollsBack({ throws, externalCalls }: Site): boolean {
  return throws && externalCalls.length === 0;
}

function changesRows({ kind }: Effect): boolean {
  return kind !== "read";
}

function isAlwaysCaught(body: BodyFacts, place: TextRange): boolean {
  return statementsAround(body.statements, place).some((statement) => {
    if (statement.kind !== "try" || blockAround(statement, place)?.role !== "try") return false;
    const handler = statement.blocks.find(({ role }) => role === "catch");
    return handler !== undefined && !throwsIn(body, handler);
  });
}

/** True if code in the range throws explicitly. */
export function throwsIn(body: BodyFacts, range: TextRange): boolean {
  return (
    body.exits.some((exit) => exit.kind === "throw" && contains(range, exit)) ||
    body.sites.some((site) => site.throws && contains(range, site))
  );
}
