import { compareBy } from "../model/compare.ts";
import type { MigrationResult, PlannedHandler } from "../model/plan.ts";
import type { FamilySummary, ReportSummary } from "../model/report.ts";
import { heldAfterMigration, heldToday } from "./connections.ts";

/** The totals of every report; each record adds up to the number of handlers. */
export function summarise(result: MigrationResult): ReportSummary {
  const { handlers } = result;
  return {
    handlers: handlers.length,
    files: new Set(handlers.map((handler) => handler.file)).size,
    state: count(handlers, { legacy: 0, migrated: 0 }, (handler) => handler.state),
    classification: count(handlers, { none: 0, read: 0, write: 0, unknown: 0 }, (handler) => handler.classification),
    tier: count(handlers, { done: 0, auto: 0, review: 0, manual: 0, error: 0 }, (handler) => handler.tier),
    phase: count(handlers, { 2: 0, 3: 0 }, (handler) => handler.phase),
    risk: count(handlers, { low: 0, medium: 0, high: 0 }, (handler) => handler.risk),
    families: familiesOf(handlers),
    heldDuringExternalCalls: {
      today: handlers.filter((handler) => heldToday(handler).during.length > 0).length,
      afterMigration: handlers.filter((handler) => heldAfterMigration(handler).during.length > 0).length,
    },
  };
}

/** `zeros` names every key, and so the order in which they are written. */
function count<Key extends string | number>(
  handlers: readonly PlannedHandler[],
  zeros: Readonly<Record<Key, number>>,
  keyOf: (handler: PlannedHandler) => Key,
): Readonly<Record<Key, number>> {
  const counts: Record<Key, number> = { ...zeros };
  for (const handler of handlers) counts[keyOf(handler)] += 1;
  return counts;
}

function familiesOf(handlers: readonly PlannedHandler[]): FamilySummary[] {
  const names = [...new Set(handlers.map((handler) => handler.wrapper))];
  return names.map((name) => familySummary(name, handlers)).sort(compareBy((family) => family.wrapper));
}

function familySummary(wrapper: string, handlers: readonly PlannedHandler[]): FamilySummary {
  const members = handlers.filter((handler) => handler.wrapper === wrapper);
  const migrated = members.filter((handler) => handler.state === "migrated");
  return { wrapper, handlers: members.length, migrated: migrated.length };
}
