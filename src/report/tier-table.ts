import type { Classification } from "../model/handler.ts";
import type { PlannedHandler, Tier } from "../model/plan.ts";

/** Handlers by class (rows) and tier (columns). */
export interface TierTable {
  readonly tiers: readonly Tier[];
  readonly rows: readonly TierRow[];
  readonly totals: TierCounts;
}

interface TierRow extends TierCounts {
  readonly classification: Classification;
}

export interface TierCounts {
  /** One count for each of the table's tiers. */
  readonly counts: readonly number[];
  readonly total: number;
}

const allTiers: readonly Tier[] = ["auto", "review", "manual", "error", "done"];
const allClasses: readonly Classification[] = ["read", "write", "none", "unknown"];

/** Leaves out the classes that have no handler, and the tier `error` unless something failed. */
export function tierTable(handlers: readonly PlannedHandler[]): TierTable {
  const tiers = allTiers.filter((tier) => tier !== "error" || handlers.some((handler) => handler.tier === tier));
  const rows = allClasses.map((classification) => {
    const members = handlers.filter((handler) => handler.classification === classification);
    return { classification, ...countTiers(members, tiers) };
  });
  return { tiers, rows: rows.filter((row) => row.total > 0), totals: countTiers(handlers, tiers) };
}

function countTiers(handlers: readonly PlannedHandler[], tiers: readonly Tier[]): TierCounts {
  const counts = tiers.map((tier) => handlers.filter((handler) => handler.tier === tier).length);
  return { counts, total: handlers.length };
}
