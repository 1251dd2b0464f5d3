import type { StatementFaultKind } from "../model/fault.ts";
import { endsTransaction } from "./statement-kind.ts";
import { encodeFrame } from "./wire-frames.ts";

/** A fault that Postgres itself can raise; a lost connection is not one. */
export type RaisedFault = Exclude<StatementFaultKind, "connection">;

const TABLE =
  /\b(?:insert\s+into|update|delete\s+from|merge\s+into|from|join)\s+(?:only\s+)?((?:"[^"]+"|\w+)(?:\.(?:"[^"]+"|\w+))?)/i;

/**
 * SQL that fails as the statement would: with the SQLSTATE, the message and the fields that Postgres gives (manual,
 * appendix "PostgreSQL Error Codes"). In place of a COMMIT it rolls back first: a COMMIT that fails leaves no
 * transaction open.
 */
function failingSql(kind: RaisedFault, text: string): string {
  const raise = `DO ${quoteDollar(`BEGIN RAISE EXCEPTION USING ${kind === "constraint" ? constraint(text) : TIMEOUT}; END`)}`;
  return endsTransaction(text) ? `ROLLBACK; ${raise}` : raise;
}

/** The failing SQL as one simple Query message. */
export function failingQuery(kind: RaisedFault, text: string): Buffer {
  return encodeFrame("Q", Buffer.from(`${failingSql(kind, text)}\0`));
}

/** The failing SQL as Parse, Bind and Execute, for a client that has not come to its Sync yet. */
export function failingExecution(kind: RaisedFault, text: string): Buffer {
  const sql = failingSql(kind, text).replace(/^ROLLBACK; /, "");
  return Buffer.concat([
    encodeFrame("P", Buffer.concat([Buffer.from(`\0${sql}\0`), Buffer.alloc(2)])),
    encodeFrame("B", Buffer.alloc(8)),
    encodeFrame("E", Buffer.alloc(5)),
    FLUSH,
  ]);
}

export const FLUSH: Buffer = encodeFrame("H", Buffer.alloc(0));
export const SYNC: Buffer = encodeFrame("S", Buffer.alloc(0));

const TIMEOUT = "ERRCODE = '57014', MESSAGE = 'canceling statement due to statement timeout'";

function constraint(text: string): string {
  const [schema, table] = tableOf(text);
  const name = `${table}_pkey`;
  return [
    "ERRCODE = '23505'",
    `MESSAGE = ${quote(`duplicate key value violates unique constraint "${name}"`)}`,
    "DETAIL = 'Key (id)=(...) already exists.'",
    `SCHEMA = ${quote(schema)}`,
    `TABLE = ${quote(table)}`,
    `CONSTRAINT = ${quote(name)}`,
  ].join(", ");
}

function tableOf(text: string): readonly [schema: string, table: string] {
  const names = (TABLE.exec(text)?.[1] ?? "unknown").match(/"[^"]+"|\w+/g) ?? [];
  const [first = "unknown", second] = names.map((name) => name.replaceAll('"', ""));
  return second === undefined ? ["public", first] : [first, second];
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function quoteDollar(body: string): string {
  return `$migrate_sessions$${body}$migrate_sessions$`;
}
