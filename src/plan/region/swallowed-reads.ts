import type { BodyFacts } from "../../model/body.ts";
import type { Site } from "../../model/effect.ts";
import type { TextRange } from "../../model/text.ts";
import { canFollow } from "./can-follow.ts";
import { contains } from "./ranges.ts";
import type { SiteIndex } from "./site-index.ts";
import { blockAround, statementsAround } from "./statement-tree.ts";

/**
 * Reads outside the regions whose SQL error the handler swallows before it goes on to other operations. In today's one
 * transaction those fail with 25P02 (PRISMA.md F2.2, F2.4); once the read has left it, they run.
 */
export function swallowedReads(body: BodyFacts, index: SiteIndex, regions: readonly TextRange[]): readonly Site[] {
  const session = index.sessionSitesIn(body.body);
  const outside = session.filter((site) => !regions.some((region) => contains(region, site)));
  return outside.filter((site) => {
    const continuesAfter = placesThatSwallow(site, body);
    return continuesAfter.some((place) => session.some((later) => later !== site && isReached(body, place, later)));
  });
}

/** The expression itself, or the `try` statements around it whose `catch` lets control go on. */
function placesThatSwallow(site: Site, body: BodyFacts): readonly TextRange[] {
  const statements = statementsAround(body.statements, site).filter((statement) => {
    const handler = statement.blocks.find(({ role }) => role === "catch");
    return blockAround(statement, site)?.role === "try" && handler?.swallows === true;
  });
  return site.swallowsErrors ? [site, ...statements] : statements;
}

/** True if an operation stands in the `catch`, or can follow the place. */
function isReached(body: BodyFacts, place: TextRange, later: Site): boolean {
  const statement = statementsAround(body.statements, place).find((candidate) => candidate.start === place.start);
  const handler = statement?.blocks.find(({ role }) => role === "catch");
  if (handler && contains(handler, later)) return true;
  if (contains(place, later) || handler?.completes === false) return false;
  return canFollow(body.statements, place, later);
}
