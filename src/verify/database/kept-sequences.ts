import type { Client } from "pg";
import { KEPT_SCHEMA } from "./application-tables.ts";

/** State of a sequence; the value is text, as it may exceed JavaScript's numbers. */
interface SequenceState {
  readonly name: string;
  readonly state: string;
}

/** The sequences of a database as they were when they were kept. */
export interface KeptSequences {
  /** An SQL expression: one text with the state of all sequences. */
  readonly expression: string;
  /** SQL that brings back those that moved, given the expression's value; empty if none did. */
  restoreSql(now: string): string;
}

/** Remembers where every sequence stands: those of identity and serial columns, and free ones. */
export async function keepSequences(client: Client): Promise<KeptSequences> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'S' AND c.relpersistence <> 't' AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> '${KEPT_SCHEMA}'
     ORDER BY 1`,
  );
  const names = rows.map((row) => row.name);
  const states = names.map((name) => `(SELECT last_value || ',' || is_called FROM ${name})`);
  const expression = names.length === 0 ? "''" : states.join(" || ';' || ");
  const start = await client.query<{ state: string }>(`SELECT ${expression} AS state`);
  const kept = split(names, start.rows[0]?.state ?? "");
  return {
    expression,
    restoreSql: (now) =>
      split(names, now)
        .flatMap(({ name, state }, index) => {
          const old = kept[index];
          return old === undefined || old.state === state ? [] : [setSequence(name, old.state)];
        })
        .join(";"),
  };
}

function split(names: readonly string[], states: string): readonly SequenceState[] {
  const parts = states.split(";");
  return names.map((name, index) => ({ name, state: parts[index] ?? "" }));
}

function setSequence(name: string, state: string): string {
  const [value = "1", isCalled = "false"] = state.split(",");
  return `SELECT setval('${name.replaceAll("'", "''")}', ${value}, ${isCalled})`;
}
