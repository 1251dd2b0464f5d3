import type { BlockFacts, BodyFacts, StatementFacts } from "../../model/body.ts";
import type { Site } from "../../model/effect.ts";
import type { TextRange } from "../../model/text.ts";
import { canFollow } from "./can-follow.ts";
import { contains } from "./ranges.ts";
import type { SiteIndex } from "./site-index.ts";
import { blockAround, statementsAround } from "./statement-tree.ts";

/**
 * Reads outside the regions after whose SQL error other operations can run: in a `catch` or `finally` around them, or
 * behind a place that swallows the error. In today's one transaction those fail with 25P02 (PRISMA.md F2.2, F2.4); once
 * the read has left it, they run.
 */
export function survivedReads(body: BodyFacts, index: SiteIndex, regions: readonly TextRange[]): readonly Site[] {
  const session = index.sessionSitesIn(body.body);
  const outside = session.filter((site) => !regions.some((region) => contains(region, site)));
  return outside.filter((site) => session.some((later) => canRunAfterError(body, site, later)));
}

function canRunAfterError(body: BodyFacts, site: Site, later: Site): boolean {
  const around = statementsAround(body.statements, site);
  const tries = around.filter(({ kind }) => kind === "try");
  if (tries.some((statement) => runsOnTheWayOut(statement, site, later))) return true;
  const survives = site.swallowsErrors || site.survivesErrors;
  const follows = later === site ? around.some(isLoop) : canFollow(body.statements, site, later);
  if (survives && (site.goesOnAfterErrors || follows)) return true;
  return tries.some((statement) => {
    const handler = catchOf(statement);
    if (blockAround(statement, site)?.role !== "try" || handler?.swallows !== true) return false;
    if (endsFunction(handler)) return false;
    const loop = around.find((outer) => isLoop(outer) && contains(outer, statement) && contains(outer, later));
    return loop !== undefined || (!contains(statement, later) && canFollow(body.statements, statement, later));
  });
}

function isLoop({ blocks }: StatementFacts): boolean {
  return blocks.some(({ role }) => role === "loop");
}

/** True if every way through the block ends in a `return` or `throw` that stands in it. */
function endsFunction({ completes, statements }: BlockFacts): boolean {
  const end = statements.find((statement) => !statement.completes);
  return !completes && (end?.kind === "return" || end?.kind === "throw" || end?.kind === "if");
}

/** True if the operation stands in the `catch` that gets the error, or in the `finally` that runs in any case. */
function runsOnTheWayOut(statement: StatementFacts, site: Site, later: Site): boolean {
  const from = blockAround(statement, site)?.role;
  const to = blockAround(statement, later)?.role;
  return (to === "catch" && from === "try") || (to === "finally" && from !== "finally");
}

function catchOf(statement: StatementFacts): BlockFacts | undefined {
  return statement.blocks.find(({ role }) => role === "catch");
}
