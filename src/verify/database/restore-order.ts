import type { ApplicationTable } from "./application-tables.ts";

/** The changed tables and all that refer to them, directly or not: their rows stand in the way of deleting. */
export function withDependents(
  tables: readonly ApplicationTable[],
  changed: ReadonlySet<string>,
): readonly ApplicationTable[] {
  const names = new Set(changed);
  let size = -1;
  while (size !== names.size) {
    size = names.size;
    for (const table of tables) if (table.parents.some((parent) => names.has(parent))) names.add(table.name);
  }
  return tables.filter((table) => names.has(table.name));
}

/**
 * Tables in an order in which rows can be inserted: what a table refers to comes before it.
 *
 * @returns the names of tables that refer to each other in a circle instead, if there are any; a table may refer to itself
 */
export function parentsFirst(
  tables: readonly ApplicationTable[],
): { readonly order: readonly ApplicationTable[] } | { readonly circle: readonly string[] } {
  const order: ApplicationTable[] = [];
  let rest = [...tables];
  while (rest.length > 0) {
    const waiting = new Set(rest.map((table) => table.name));
    const ready = rest.filter((table) =>
      table.parents.every((parent) => parent === table.name || !waiting.has(parent)),
    );
    if (ready.length === 0) return { circle: [...waiting] };
    order.push(...ready);
    rest = rest.filter((table) => !ready.includes(table));
  }
  return { order };
}
