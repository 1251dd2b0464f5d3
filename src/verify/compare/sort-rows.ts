import type { TableChanges } from "../model/database.ts";
import type { Comparable } from "./comparable.ts";
import { GENERATED_ID } from "./generated-ids.ts";

/** Which ids were generated, and the numbers that some of them have already. */
interface KnownIds {
  readonly isGenerated: (id: string) => boolean;
  readonly numbers: ReadonlyMap<string, string>;
}

/** A changed row: its text, and the place of which it is one of many. */
interface Item {
  readonly place: string;
  readonly text: string;
}

/** Rounds in which an id learns from the rows that it links; chains of new rows are seldom longer. */
const ROUNDS = 3;

/**
 * Puts changed rows into an order that does not depend on generated ids. Rows that are equal but for their ids are told
 * apart by the rows that they link to: each id is named after all its surroundings, again and again (colour refinement,
 * as for graph isomorphism).
 */
export function sortRows(tables: Comparable, ids: KnownIds): Comparable {
  const items = itemsOf(tables);
  let names: ReadonlyMap<string, string> = ids.numbers;
  for (let round = 0; round < ROUNDS; round += 1) names = refine(items, names, ids);
  const orderOf = (row: unknown): string => rename(JSON.stringify(row), (id) => names.get(id) ?? id);
  return Object.fromEntries(
    Object.entries(tables).map(([part, changes]) => [part, sortTable(changes as TableChanges, orderOf)]),
  );
}

function sortTable({ added, removed, changed }: TableChanges, orderOf: (row: unknown) => string): TableChanges {
  return { added: sortBy(added, orderOf), removed: sortBy(removed, orderOf), changed: sortBy(changed, orderOf) };
}

function itemsOf(tables: Comparable): readonly Item[] {
  return Object.entries(tables).flatMap(([part, changes]) =>
    Object.entries(changes as TableChanges).flatMap(([kind, rows]) =>
      (rows as readonly unknown[]).map((row) => ({ place: `${part} ${kind}`, text: JSON.stringify(row) })),
    ),
  );
}

/** New names for the ids: equal surroundings, equal name. */
function refine(
  items: readonly Item[],
  names: ReadonlyMap<string, string>,
  { isGenerated, numbers }: KnownIds,
): ReadonlyMap<string, string> {
  const surroundings = new Map<string, string[]>();
  for (const { place, text } of items) {
    for (const own of new Set(text.match(GENERATED_ID) ?? [])) {
      if (!isGenerated(own) || numbers.has(own)) continue;
      const others = (id: string): string => (isGenerated(id) ? (names.get(id) ?? "<id>") : id);
      const seen = rename(text, (id) => (id === own ? "<self>" : others(id)));
      surroundings.set(own, [...(surroundings.get(own) ?? []), `${place} ${seen}`]);
    }
  }
  const named = [...surroundings].map(([id, seen]) => [id, seen.sort().join("\n")] as const);
  const ranks = [...new Set(named.map(([, seen]) => seen))].sort();
  return new Map([...numbers, ...named.map(([id, seen]) => [id, `<id of kind ${ranks.indexOf(seen)}>`] as const)]);
}

function rename(text: string, nameOf: (id: string) => string): string {
  return text.replaceAll(GENERATED_ID, nameOf);
}

function sortBy<Value>(values: readonly Value[], keyOf: (value: Value) => string): readonly Value[] {
  return values
    .map((value) => ({ value, key: keyOf(value) }))
    .sort((left, right) => (left.key < right.key ? -1 : left.key > right.key ? 1 : 0))
    .map(({ value }) => value);
}
