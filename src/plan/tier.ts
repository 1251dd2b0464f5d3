import { type Consequence, consequenceOf } from "../diagnostics/consequence.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { compareBy } from "../model/compare.ts";
import type { HandlerFacts } from "../model/handler.ts";
import type { Tier } from "../model/plan.ts";

const weight: Record<Consequence, number> = { error: 3, manual: 2, review: 1, note: 0, application: 0 };

/** The tier of a handler: what the gravest of its reasons asks for (DESIGN.md 5). */
export function tierOf(state: HandlerFacts["state"], reasons: readonly Diagnostic[]): Tier {
  if (state === "migrated") return "done";
  const gravest = Math.max(0, ...reasons.map(({ code }) => weight[consequenceOf(code)]));
  return (["auto", "review", "manual", "error"] as const)[gravest] ?? "error";
}

/** Reasons with the one that decides the tier first, then by place; the same reason once. */
export function sortedReasons(reasons: readonly Diagnostic[]): readonly Diagnostic[] {
  const unique = new Map(reasons.map((reason) => [JSON.stringify(reason), reason]));
  const byConsequence = compareBy<Diagnostic>(
    ({ code }) => -weight[consequenceOf(code)],
    ({ file }) => file,
    ({ line }) => line,
    ({ code }) => code,
  );
  return [...unique.values()].sort(byConsequence);
}
