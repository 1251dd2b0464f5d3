import type { Client } from "pg";
import { listTables } from "./starting-state.ts";

/** All rows of a database: table name to rows, each row a JSON object with column names. */
export type Rows = Record<string, Record<string, unknown>[]>;

/** Reads every row of every table, past row level security (the client must be a superuser), in one query. */
export async function dumpRows(client: Client): Promise<Rows> {
  const tables = await listTables(client);
  const parts = tables.map(
    (table) =>
      `SELECT '${table}' AS name, coalesce(jsonb_agg(to_jsonb(t) ORDER BY to_jsonb(t)::text), '[]') AS rows FROM "${table}" t`,
  );
  const { rows } = await client.query<{ name: string; rows: Record<string, unknown>[] }>(
    `${parts.join(" UNION ALL ")} ORDER BY 1`,
  );
  return Object.fromEntries(rows.map((row) => [row.name, row.rows]));
}

/** What changed from one dump to the next, by table: `"Order +1 ~2, audit_logs +1"`; empty when nothing did. */
export function describeChanges(before: Rows, after: Rows): string {
  return Object.keys(after)
    .map((table) => describeTable(table, before[table] ?? [], after[table] ?? []))
    .filter((text) => text !== "")
    .join(", ");
}

function describeTable(table: string, before: Record<string, unknown>[], after: Record<string, unknown>[]): string {
  const old = new Map(before.map((row) => [keyOf(row), JSON.stringify(row)]));
  const now = new Map(after.map((row) => [keyOf(row), JSON.stringify(row)]));
  const added = [...now.keys()].filter((key) => !old.has(key)).length;
  const removed = [...old.keys()].filter((key) => !now.has(key)).length;
  const changed = [...now].filter(([key, row]) => old.has(key) && old.get(key) !== row).length;
  const counts = [added && `+${added}`, changed && `~${changed}`, removed && `-${removed}`].filter(Boolean);
  return counts.length === 0 ? "" : [table, ...counts].join(" ");
}

/** The primary key of a row: `id` or `key`, else the ids that make up a join row. */
function keyOf(row: Record<string, unknown>): string {
  const own = row["id"] ?? row["key"];
  if (typeof own === "string") return own;
  return JSON.stringify(Object.entries(row).filter(([column]) => column.endsWith("Id")));
}
