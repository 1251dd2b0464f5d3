import type { HandlerRequest } from "../model/request.ts";
import { type Comparable, partsOf, type Seen } from "./comparable.ts";
import { GENERATED_ID } from "./generated-ids.ts";
import { maskDriverTexts } from "./mask-driver-texts.ts";
import { maskTimes, type RunTime } from "./mask-times.ts";
import { mapStrings } from "./map-strings.ts";
import { sortRows } from "./sort-rows.ts";

/** What tells values that mean something from those that differ from run to run. */
export interface MaskContext {
  /** Ids of the starting rows. */
  readonly knownIds: ReadonlySet<string>;
  readonly request: HandlerRequest;
  /** When the run took place, by the real clock. */
  readonly runTime: RunTime;
}

/**
 * Replaces what differs between two runs of the same request without a meaning: generated ids, numbered by first
 * appearance so that links between rows and answers stay visible, and times of the database's own clock.
 * Ids of the starting rows and of the request stay.
 */
export function mask(seen: Seen, context: MaskContext): Comparable {
  const requestText = JSON.stringify(context.request);
  const isGenerated = (id: string): boolean => !context.knownIds.has(id) && !requestText.includes(id);
  const { calls, ...parts } = mapStrings(partsOf(seen), (text) => maskTimes(maskDriverTexts(text), context.runTime));
  const numbers = new Map<string, string>();
  const number = (text: string): string =>
    text.replaceAll(GENERATED_ID, (id) => {
      if (!isGenerated(id)) return id;
      const known = numbers.get(id) ?? `<id ${numbers.size + 1}>`;
      numbers.set(id, known);
      return known;
    });
  const answer = mapStrings(withoutRows(parts), number);
  const rows = mapStrings(sortRows(onlyRows(parts), { isGenerated, numbers }), number);
  // Calls come last: parallel ones may come in any order, which must not change the numbers.
  return { ...answer, ...rows, calls: mapStrings(calls, number) };
}

function onlyRows(parts: Comparable): Comparable {
  return Object.fromEntries(Object.entries(parts).filter(([part]) => part.startsWith("rows.")));
}

function withoutRows(parts: Comparable): Comparable {
  return Object.fromEntries(Object.entries(parts).filter(([part]) => !part.startsWith("rows.")));
}
