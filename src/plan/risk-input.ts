import type { BodyFacts, StatementFacts } from "../model/body.ts";
import type { Effect, Site } from "../model/effect.ts";
import type { HandlerFacts } from "../model/handler.ts";
import type { PlannedExternalCall } from "../model/plan.ts";
import type { TextRange } from "../model/text.ts";
import type { RiskInput } from "./risk.ts";

/** Models whose writes record what happened; losing one is noticed late. */
const auditModel = /audit|log$|history|journal|event$/i;

/** Gathers from the facts what the risk of one handler depends on. */
export function riskInput(handler: HandlerFacts, externals: readonly PlannedExternalCall[]): RiskInput {
  const { body, effects, diagnostics } = handler;
  const writing = effects.filter(({ kind }) => kind !== "read");
  const sites = body?.sites.filter(({ effects: own }) => own.some(({ kind }) => kind !== "read")) ?? [];
  return {
    writes: writing.length,
    hasLoopWrite: body !== null && sites.some((site) => isRepeated(body, site)),
    hasBranchWrite: body !== null && sites.some((site) => isUnder(body.statements, site, ["if", "switch"])),
    hasExistingTransaction: body?.sites.some(({ opensTransaction }) => opensTransaction !== undefined) ?? false,
    externalNearWrites: externals.some(({ position }) => position === "inside" || position === "after"),
    auditWrite: writing.some(isAudit),
    tenantQuestion: diagnostics.some(({ code }) => code.startsWith("MS4")),
  };
}

function isAudit({ model }: Effect): boolean {
  return model !== null && auditModel.test(model);
}

/** In a loop, or in a callback that the site's call runs for each element. */
function isRepeated(body: BodyFacts, site: Site): boolean {
  if (isUnder(body.statements, site, ["loop"])) return true;
  if (site.opensTransaction) return false;
  return body.functions.some((nested) => contains(site, nested));
}

function isUnder(
  statements: readonly StatementFacts[],
  site: TextRange,
  kinds: readonly StatementFacts["kind"][],
): boolean {
  const around = statements.find((statement) => contains(statement, site));
  if (!around) return false;
  const block = around.blocks.find((candidate) => contains(candidate, site));
  if (!block) return false;
  return kinds.includes(around.kind) || isUnder(block.statements, site, kinds);
}

function contains(outer: TextRange, inner: TextRange): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
