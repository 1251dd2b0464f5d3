import type { Client } from "pg";
import { UserError } from "../../diagnostics/user-error.ts";
import { type ApplicationTable, KEPT_SCHEMA } from "./application-tables.ts";
import { parentsFirst, withDependents } from "./restore-order.ts";

/** Brings the named tables back to their kept rows, in one round trip. */
export type RestoreRows = (changed: ReadonlySet<string>) => Promise<void>;

/**
 * Copies all rows to a schema of our own; one left behind by a run that died is replaced. Rows are brought back with
 * triggers and foreign keys silent (`session_replication_role`, a superuser's setting). Where that is not allowed,
 * tables are emptied and filled in the order of their foreign keys, with the user's triggers disabled.
 *
 * @throws UserError if the role may do neither, or if tables refer to each other in a circle
 */
export async function keepRows(client: Client, tables: readonly ApplicationTable[]): Promise<RestoreRows> {
  const copies = tables.map((table) => `CREATE UNLOGGED TABLE ${table.kept} AS SELECT * FROM ${table.sql}`);
  try {
    await client.query(
      [
        "BEGIN",
        `DROP SCHEMA IF EXISTS ${KEPT_SCHEMA} CASCADE`,
        `CREATE SCHEMA ${KEPT_SCHEMA}`,
        ...copies,
        "COMMIT",
      ].join(";"),
    );
  } catch (error) {
    throw cannot("keep the starting rows", error);
  }
  const isReplica = await mayBeReplica(client);
  if (!isReplica) refuseCircle(tables);
  return async (changed) => {
    const commands = isReplica ? replaceAsReplica(tables, changed) : replaceInOrder(tables, changed);
    try {
      await client.query(["BEGIN", ...commands, "COMMIT"].join(";"));
    } catch (error) {
      await client.query("ROLLBACK");
      throw cannot("bring the starting rows back", error);
    }
  };
}

async function mayBeReplica(client: Client): Promise<boolean> {
  try {
    await client.query("BEGIN; SET LOCAL session_replication_role = replica; COMMIT");
    return true;
  } catch {
    await client.query("ROLLBACK");
    return false;
  }
}

function refuseCircle(tables: readonly ApplicationTable[]): void {
  const sorted = parentsFirst(tables);
  if (!("circle" in sorted)) return;
  throw new UserError(
    `The starting rows could not be brought back: ${sorted.circle.join(", ")} refer to each other.`,
    "Give a superuser's URL with --admin-url; with it foreign keys are not checked meanwhile.",
  );
}

function replaceAsReplica(tables: readonly ApplicationTable[], changed: ReadonlySet<string>): readonly string[] {
  const some = tables.filter((table) => changed.has(table.name));
  return ["SET LOCAL session_replication_role = replica", ...some.map(empty), ...some.map(fill)];
}

function replaceInOrder(tables: readonly ApplicationTable[], changed: ReadonlySet<string>): readonly string[] {
  const sorted = parentsFirst(withDependents(tables, changed));
  const order = "order" in sorted ? sorted.order : [];
  return [
    ...order.map((table) => `ALTER TABLE ${table.target} DISABLE TRIGGER USER`),
    ...[...order].reverse().map(empty),
    ...order.map(fill),
    // Deferred checks would be pending events, with which the triggers cannot be enabled.
    "SET CONSTRAINTS ALL IMMEDIATE",
    ...order.map((table) => `ALTER TABLE ${table.target} ENABLE TRIGGER USER`),
  ];
}

function empty(table: ApplicationTable): string {
  return `DELETE FROM ${table.sql}`;
}

function fill({ target, columns, kept }: ApplicationTable): string {
  const list = columns.join(", ");
  return `INSERT INTO ${target} (${list}) OVERRIDING SYSTEM VALUE SELECT ${list} FROM ${kept}`;
}

function cannot(what: string, error: unknown): UserError {
  const reason = error instanceof Error ? error.message : String(error);
  return new UserError(`Postgres could not ${what}: ${reason}.`, "Give a superuser's URL with --admin-url.");
}
