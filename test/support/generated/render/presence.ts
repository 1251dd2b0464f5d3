import { optionalAt } from "./expressions.ts";
import type { Scope } from "./scope.ts";

/** A variable whose being there is asked for, for some picks. */
export function presenceAt(scope: Scope, pick: number): string | null {
  return pick % 3 === 2 ? (optionalAt(scope, pick)?.name ?? null) : null;
}
