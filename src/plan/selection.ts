import type { PlannedHandler } from "../model/plan.ts";

type PhaseName = "read" | "write" | "all";

/** Which handlers a run migrates. */
export interface Selection {
  readonly phase: PhaseName;
  /** Handler ids or globs; empty for all. */
  readonly only: readonly string[];
  /** At most so many handlers; null for all. */
  readonly limit: number | null;
  /** Also the handlers of tier `review`. */
  readonly includeReview: boolean;
}

const phases: Readonly<Record<PhaseName, readonly PlannedHandler["phase"][]>> = { read: [2], write: [3], all: [2, 3] };

/**
 * The handlers that a selection migrates, in the order given.
 *
 * @param matches says whether an id is one of `only`: globbing is not this layer's business
 */
export function selectHandlers(
  handlers: readonly PlannedHandler[],
  selection: Selection,
  matches: (id: string, patterns: readonly string[]) => boolean,
): readonly PlannedHandler[] {
  const { phase, only, limit, includeReview } = selection;
  const found = handlers.filter(
    (handler) =>
      (handler.tier === "auto" || (includeReview && handler.tier === "review")) &&
      phases[phase].includes(handler.phase) &&
      (only.length === 0 || matches(handler.id, only)),
  );
  return limit === null ? found : found.slice(0, limit);
}
