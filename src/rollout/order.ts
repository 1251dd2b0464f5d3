import { compareBy } from "../model/compare.ts";
import type { Phase, PlannedHandler, Risk } from "../model/plan.ts";

/** Handlers that are migrated, deployed and watched together. */
export interface Batch {
  /** Counted from 1 over both phases. */
  readonly number: number;
  readonly phase: Phase;
  readonly handlers: readonly PlannedHandler[];
}

/** How many handlers a batch takes: `read` in phase 2, `write` in phase 3. */
export interface BatchSizes {
  readonly read: number;
  readonly write: number;
}

/** The proposal's timeline: ten read-only endpoints on one day, five write endpoints on the next. */
export const proposalBatchSizes: BatchSizes = { read: 10, write: 5 };

/** The handlers that the tool can rewrite, in rollout order and cut into batches; a batch never mixes phases. */
export function rolloutBatches(
  handlers: readonly PlannedHandler[],
  sizes: BatchSizes = proposalBatchSizes,
): readonly Batch[] {
  const ordered = rolloutOrder(handlers);
  const groups = [...inGroups(ofPhase(ordered, 2), sizes.read), ...inGroups(ofPhase(ordered, 3), sizes.write)];
  return groups.map(({ phase, members }, index) => ({ number: index + 1, phase, handlers: members }));
}

/**
 * The handlers that the tool can rewrite and that are not migrated yet: read-only first, then the lowest risk, then
 * those that need no look, then by id (which keeps the handlers of a file together).
 */
export function rolloutOrder(handlers: readonly PlannedHandler[]): readonly PlannedHandler[] {
  return handlers.filter(isInRollout).sort(
    compareBy(
      (handler) => handler.phase,
      (handler) => riskOrder[handler.risk],
      (handler) => (handler.tier === "auto" ? 0 : 1),
      (handler) => handler.id,
      (handler) => handler.line,
    ),
  );
}

function isInRollout(handler: PlannedHandler): boolean {
  return handler.state === "legacy" && (handler.tier === "auto" || handler.tier === "review");
}

const riskOrder: Readonly<Record<Risk, number>> = { low: 0, medium: 1, high: 2 };

interface Group {
  readonly phase: Phase;
  readonly members: readonly PlannedHandler[];
}

function ofPhase(handlers: readonly PlannedHandler[], phase: Phase): Group {
  return { phase, members: handlers.filter((handler) => handler.phase === phase) };
}

function inGroups({ phase, members }: Group, size: number): Group[] {
  const groups: Group[] = [];
  for (let start = 0; start < members.length; start += size) {
    groups.push({ phase, members: members.slice(start, start + size) });
  }
  return groups;
}
