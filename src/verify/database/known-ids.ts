import type { Client } from "pg";
import type { ApplicationTable } from "./application-tables.ts";

const TOKEN = /(?<![\w-])[\w-]{21,36}(?![\w-])/g;
/** uuid; cuid and cuid2 (24 or 25 letters and digits, a letter first); ulid (Crockford's base 32); nanoid (21). */
const GENERATED = [
  /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  /^[a-z][a-z0-9]{23,24}$/,
  /^[0-7][0-9a-hjkmnp-tv-z]{25}$/i,
  /^[\w-]{21}$/,
];

/** Every value in the tables' rows, also inside texts and JSON, that looks like a generated id. */
export async function knownIds(client: Client, tables: readonly ApplicationTable[]): Promise<ReadonlySet<string>> {
  const known = new Set<string>();
  for (const table of tables) {
    const { rows } = await client.query<{ text: string }>(
      `SELECT kept_row::text AS text FROM ${table.kept} AS kept_row`,
    );
    for (const { text } of rows) for (const id of idsIn(text)) known.add(id);
  }
  return known;
}

/** The parts of a text that look like generated ids. */
function idsIn(text: string): readonly string[] {
  return (text.match(TOKEN) ?? []).filter((token) => GENERATED.some((shape) => shape.test(token)));
}
