import type { BodyFacts } from "../../model/body.ts";
import type { Site } from "../../model/effect.ts";
import type { ExternalPosition } from "../../model/plan.ts";
import type { TextRange } from "../../model/text.ts";
import { canFollow } from "./can-follow.ts";
import { contains } from "./ranges.ts";
import type { RegionPlan } from "./region.ts";

/** Where each site of the handler stands with respect to its regions; parallel to `body.sites`. */
export function externalPositions(body: BodyFacts, regions: readonly RegionPlan[]): readonly ExternalPosition[] {
  return body.sites.map((site) => positionOf(site, body, regions));
}

function positionOf(site: Site, body: BodyFacts, regions: readonly RegionPlan[]): ExternalPosition {
  if (regions.length === 0) return "no-region";
  if (regions.some((region) => contains(region, site))) return "inside";
  return regions.some((region) => canFollow(body.statements, lastStatement(region), site)) ? "after" : "before";
}

function lastStatement(region: RegionPlan): TextRange {
  return region.statements.at(-1) ?? region;
}
