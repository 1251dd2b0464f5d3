import { isDeepStrictEqual } from "node:util";
import type { Comparable } from "./comparable.ts";
import { withoutUnstable } from "./stability.ts";

/** What differs between the two versions. */
export interface Difference {
  /** Never empty. */
  readonly parts: readonly DifferingPart[];
}

/** One part that differs: `status`, `rows.Order`; what is not there is undefined. */
export interface DifferingPart {
  readonly part: string;
  readonly legacy: unknown;
  readonly migrated: unknown;
}

/** The order in which a person wants to read of differences. */
const READING_ORDER = ["thrown", "status", "headers", "body", "rows", "calls", "laterErrors", "leftOpen"];

/**
 * Compares two masked observations, without what is unstable. External calls are compared as a bag: calls that are
 * started together may leave in either order, in the same version as well (`inSameOrder` tells whether they did).
 */
export function compareObservations(
  legacy: Comparable,
  migrated: Comparable,
  unstable: readonly string[],
): Difference | null {
  const before = withCallsSorted(withoutUnstable(legacy, unstable));
  const after = withCallsSorted(withoutUnstable(migrated, unstable));
  const parts = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((part) => !isDeepStrictEqual(before[part], after[part]))
    .sort((left, right) => rankOf(left) - rankOf(right) || (left < right ? -1 : 1))
    .map((part) => ({ part, legacy: before[part], migrated: after[part] }));
  return parts.length === 0 ? null : { parts };
}

/** True if the external calls left in the same order. */
export function inSameOrder(legacy: Comparable, migrated: Comparable): boolean {
  return isDeepStrictEqual(legacy["calls"], migrated["calls"]);
}

function withCallsSorted(parts: Comparable): Comparable {
  const calls = parts["calls"];
  if (!Array.isArray(calls)) return parts;
  const sorted = calls
    .map((call: unknown) => ({ call, text: JSON.stringify(call) }))
    .sort((left, right) => (left.text < right.text ? -1 : 1));
  return { ...parts, calls: sorted.map(({ call }) => call) };
}

function rankOf(part: string): number {
  return READING_ORDER.indexOf(part.split(".")[0] ?? part);
}
