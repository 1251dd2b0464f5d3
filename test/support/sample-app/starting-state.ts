import type { Client } from "pg";

/** Brings every table back to the rows it had when the state was kept. */
export type RestoreState = () => Promise<void>;

/**
 * Keeps a copy of all rows of the current database. Restoring truncates the tables and copies the rows back in one
 * round trip, which is several times faster than a new database from a template and leaves open connections alone.
 */
export async function keepStartingState(client: Client): Promise<RestoreState> {
  const tables = await listTables(client);
  await client.query(
    ["CREATE SCHEMA kept", ...tables.map((table) => `CREATE TABLE kept."${table}" AS TABLE public."${table}"`)].join(
      ";",
    ),
  );
  const restore = [
    "BEGIN",
    // Foreign keys are checked by triggers; as a replica none of them fires.
    "SET LOCAL session_replication_role = replica",
    ...tables.map((table) => `DELETE FROM public."${table}"`),
    ...tables.map((table) => `INSERT INTO public."${table}" SELECT * FROM kept."${table}"`),
    "COMMIT",
  ].join(";");
  return async () => {
    await client.query(restore);
  };
}

/** The names of all tables in the `public` schema, sorted. */
export async function listTables(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ tablename: string }>(
    "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename COLLATE \"C\"",
  );
  return rows.map((row) => row.tablename);
}
