import type { Rows } from "./dump-rows.ts";

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const SEEDED = /^[129]0000000-0000-4000-8000-\d{12}$/;
const TIMESTAMP = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)?/g;
const STARTED = Date.now() - 60_000;

/**
 * Replaces what differs between two runs of the same request: ids that are not in the seed (numbered by appearance,
 * so that links between rows stay visible) and times that the database took from its own clock.
 */
export function maskVolatile<T>(value: T): T {
  const seen = new Map<string, string>();
  return JSON.parse(maskIds(maskTimes(JSON.stringify(value ?? null)), seen)) as T;
}

/** `maskVolatile` for a dump: rows are put into an order that does not depend on random ids first. */
export function maskRows(rows: Rows): Rows {
  const sorted = Object.entries(rows).map(([table, list]) => [
    table,
    list
      .map((row) => ({ row, order: maskTimes(JSON.stringify(row)).replaceAll(UUID, hideUnlessSeeded) }))
      .sort((left, right) => (left.order < right.order ? -1 : 1))
      .map(({ row }) => row),
  ]);
  return maskVolatile(Object.fromEntries(sorted) as Rows);
}

function hideUnlessSeeded(id: string): string {
  return SEEDED.test(id) ? id : "<id>";
}

function maskIds(text: string, seen: Map<string, string>): string {
  return text.replaceAll(UUID, (id) => {
    if (SEEDED.test(id)) return id;
    const known = seen.get(id) ?? `<id ${seen.size + 1}>`;
    seen.set(id, known);
    return known;
  });
}

function maskTimes(text: string): string {
  return text.replaceAll(TIMESTAMP, (time) => {
    const at = Date.parse(/Z|\+00:00$/.test(time) ? time : `${time}Z`);
    return at >= STARTED && at < STARTED + 3_600_000 ? "<now>" : time;
  });
}
