import { diagnostic } from "../../diagnostics/create.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { operationName } from "../../diagnostics/operation-name.ts";
import type { BodyFacts } from "../../model/body.ts";
import type { Site } from "../../model/effect.ts";
import type { ExternalPosition } from "../../model/plan.ts";
import { externalPositions } from "./external-positions.ts";
import { Findings } from "./findings.ts";
import { firstSpans } from "./first-spans.ts";
import type { RegionOptions } from "./options.ts";
import { planConcise, type PlanningContext, planRegion } from "./plan-region.ts";
import { contains } from "./ranges.ts";
import type { RegionPlan } from "./region.ts";
import { reportRegion, reportRollback } from "./report-region.ts";
import { settleSpan, withoutContained } from "./settle-span.ts";
import { isIndependent, siteIndex, throwsIn } from "./site-index.ts";
import { blockAround, statementAt, statementsAround } from "./statement-tree.ts";
import { survivedReads } from "./survived-reads.ts";

export interface RegionDecision {
  /** In source order; they do not overlap. */
  readonly regions: readonly RegionPlan[];
  readonly diagnostics: readonly Diagnostic[];
  /** Parallel to `body.sites`. */
  readonly externalPositions: readonly ExternalPosition[];
}

/** Decides which statements of a handler become tenant transactions (DESIGN.md 6), and reports what is in the way. */
export function planRegions(body: BodyFacts, text: string, options: RegionOptions): RegionDecision {
  const findings = new Findings(body.file, options.lineOf);
  const context: PlanningContext = { body, text, index: siteIndex(body), options, findings };
  const regions = body.form === "expression" ? conciseRegions(context) : regionsOf(context);
  for (const region of regions) reportRegion(region, context);
  reportTenant(regions, context);
  reportUnsettled(context);
  for (const site of survivedReads(body, context.index, regions)) {
    findings.add(diagnostic("MS3018", findings.at(site.start), { operation: describe(site) }));
  }
  const positions = externalPositions(body, regions);
  for (const [position, site] of body.sites.entries()) {
    if (positions[position] === "after" || isBeforeFinally(site, regions, body)) reportAfter(site, context);
  }
  return { regions, diagnostics: findings.all(), externalPositions: positions };
}

function regionsOf(context: PlanningContext): readonly RegionPlan[] {
  const { body, index, options } = context;
  const { atomicity } = options;
  const spans = firstSpans(body, index).map((span) => settleSpan(span, { body, index, atomicity }));
  // Regions of one list of statements share its names.
  const named = new Map<number, readonly string[]>();
  return withoutContained(spans).map((span) => {
    reportRollback(span, context);
    const list = statementAt(span.list, 0).start;
    const taken = named.get(list) ?? [];
    const region = planRegion(span, { ...context, body: { ...body, takenNames: [...body.takenNames, ...taken] } });
    named.set(list, [...taken, ...resultName(region)]);
    return region;
  });
}

function resultName({ exit, results }: RegionPlan): readonly string[] {
  if (exit.kind === "return") return [];
  return exit.kind === "outcome" || results.length > 1 ? [exit.name] : [];
}

function conciseRegions(context: PlanningContext): readonly RegionPlan[] {
  const { body, index } = context;
  return index.writesIn(body.body).length > 0 ? [planConcise(context)] : [];
}

/** True if a region stands in a `finally` that runs while the site's error is on its way out. */
function isBeforeFinally(site: Site, regions: readonly RegionPlan[], body: BodyFacts): boolean {
  return statementsAround(body.statements, site).some((statement) => {
    const closing = statement.blocks.find(({ role }) => role === "finally");
    return closing !== undefined && !contains(closing, site) && regions.some((region) => contains(closing, region));
  });
}

/** An external call that can throw after the commit: today its error rolls the writes back. */
function reportAfter(site: Site, { body, index, findings }: PlanningContext): void {
  if (site.settled !== "awaited" || site.deferred || site.swallowsErrors) return;
  if (index.isAlwaysCaught(site) || needsTwoFailures(site, body)) return;
  for (const { what } of site.externalCalls) findings.add(diagnostic("MS3002", findings.at(site.start), { what }));
}

/** A `catch` that only an unexpected error leads to: contract E looks at one failing step at a time. */
function needsTwoFailures(site: Site, body: BodyFacts): boolean {
  return statementsAround(body.statements, site).some((statement) => {
    const guarded = statement.blocks.find(({ role }) => role === "try");
    return blockAround(statement, site)?.role === "catch" && guarded !== undefined && !throwsIn(body, guarded);
  });
}

function reportTenant(regions: readonly RegionPlan[], { body, findings, options }: PlanningContext): void {
  const { tenant, tenantName, addTenant } = body.context;
  const name = tenant?.split(".")[0] ?? addTenant?.name;
  for (const region of regions) {
    const isHidden = body.declarations.some(
      (declaration) =>
        declaration.name === name &&
        declaration.kind !== "parameter" &&
        declaration.nameRange.start !== tenantName?.start &&
        contains(body.body, declaration.nameRange) &&
        contains(declaration.scope, region),
    );
    if (name !== undefined && !isHidden) continue;
    findings.add(
      diagnostic("MS3013", findings.at(region.start), { wrapper: options.wrapper ?? "the session wrapper" }),
    );
  }
}

/** Operations that nobody waits for, and those that outlive the handler. */
function reportUnsettled({ body, index, findings }: PlanningContext): void {
  const floating = index.sites.filter(({ settled }) => settled === "floating");
  for (const site of floating.filter((candidate) => index.writesIn(candidate).length > 0)) {
    findings.add(diagnostic("MS3014", findings.at(site.start), { operation: describe(site) }));
  }
  for (const site of body.sites.filter(({ deferred, effects }) => deferred && effects.length > 0)) {
    findings.add(diagnostic("MS2008", findings.at(site.start), { operation: describe(site) }));
    const isLost = site.effects.some((effect) => effect.kind !== "read" && !isIndependent(effect));
    if (isLost)
      findings.add(diagnostic("MS3017", findings.at(site.start), { syntax: "a callback that outlives the handler" }));
  }
}

function describe({ effects }: Site): string {
  const effect = effects.find(({ kind }) => kind !== "read") ?? effects[0];
  return effect ? operationName(effect) : "a transaction";
}
