import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Client } from "pg";

/**
 * Runs an application's SQL migrations in the order of their names, as `prisma migrate deploy` would. We do it
 * ourselves because that command needs an engine, which is downloaded.
 */
export async function applyMigrations(client: Client, applicationRoot: string): Promise<string[]> {
  const directory = join(applicationRoot, "prisma/migrations");
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  for (const name of names) {
    await runSqlFile(client, join(directory, name, "migration.sql"));
  }
  return names;
}

/** Runs the statements of a SQL file; the error of a failing one names the file. */
export async function runSqlFile(client: Client, file: string): Promise<void> {
  const sql = await readFile(file, "utf8");
  try {
    await client.query(sql);
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
