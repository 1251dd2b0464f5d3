import type { Client } from "pg";
import type { Row, TableChanges } from "../model/database.ts";
import { type ApplicationTable } from "./application-tables.ts";

/** A name for the row that no column has. */
const ROW = "migrate_sessions_row";

/** One query that gives a fingerprint for each table, which does not depend on the order of rows. */
export function fingerprintQuery(tables: readonly ApplicationTable[]): string {
  const parts = tables.map(
    (table, index) =>
      `SELECT ${index} AS index, count(*) || ':' || coalesce(sum(hashtextextended(${ROW}::text, 0)::numeric), 0) AS print
       FROM ${table.sql} AS ${ROW}`,
  );
  return parts.join(" UNION ALL ");
}

/** The rows of a table that differ from the kept ones, matched by primary key; without one a change is both added and removed. */
export async function tableChanges(client: Client, table: ApplicationTable): Promise<TableChanges> {
  const { rows } = await client.query<{ side: "now" | "kept"; row: Row }>(differenceQuery(table));
  const before = new Map<string, Row>();
  const added: Row[] = [];
  const changed: { before: Row; after: Row }[] = [];
  const rest: Row[] = [];
  for (const { side, row } of rows) {
    if (side === "now") continue;
    if (table.primaryKey.length === 0) rest.push(row);
    else before.set(keyOf(table, row), row);
  }
  for (const { side, row } of rows) {
    if (side === "kept") continue;
    const old = before.get(keyOf(table, row));
    if (old === undefined) added.push(row);
    else changed.push({ before: old, after: row });
    before.delete(keyOf(table, row));
  }
  return { added, removed: [...rest, ...before.values()], changed };
}

/** Rows of each side that the other has not, or has fewer times. */
function differenceQuery(table: ApplicationTable): string {
  const side = (from: string): string =>
    `SELECT ${ROW}::text AS print, row_number() OVER (PARTITION BY ${ROW}::text) AS nth, ${asJson(table)} AS row
     FROM ${from} AS ${ROW}`;
  const missing = (name: string, mine: string, other: string): string =>
    `SELECT '${name}' AS side, row, print FROM ${mine} m
     WHERE NOT EXISTS (SELECT FROM ${other} o WHERE o.print = m.print AND o.nth = m.nth)`;
  return `WITH a AS (${side(table.sql)}), b AS (${side(table.kept)})
    SELECT side, row FROM (${missing("now", "a", "b")} UNION ALL ${missing("kept", "b", "a")}) d
    ORDER BY side, print COLLATE "C"`;
}

/** The row as JSON; numbers that JavaScript would round are strings. */
function asJson({ exactColumns }: ApplicationTable): string {
  const exact = exactColumns.map(
    (column) => `jsonb_build_object(${literal(column)}, ${ROW}.${identifier(column)}::text)`,
  );
  return [`to_jsonb(${ROW})`, ...exact].join(" || ");
}

function keyOf({ primaryKey }: ApplicationTable, row: Row): string {
  return JSON.stringify(primaryKey.map((column) => row[column]));
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
