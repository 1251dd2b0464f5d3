import type pg from "pg";
import { UserError } from "../../diagnostics/user-error.ts";
import { readInput } from "../../io/read-input.ts";

/**
 * Runs the statements of a SQL file.
 *
 * @param file relative to `directory`, or absolute
 * @throws UserError that names the file, and the line if Postgres says where
 */
export async function runSql(client: pg.Client, directory: string, file: string): Promise<void> {
  const sql = readInput(directory, file);
  if (sql === null) throw new UserError(`There is no file ${file}.`, "Check --seed; it is relative to --cwd.");
  try {
    await client.query(sql);
  } catch (error) {
    throw new UserError(`Postgres does not take ${file}${placeOf(error, sql)}: ${messageOf(error)}.`);
  }
}

function placeOf(error: unknown, sql: string): string {
  if (typeof error !== "object" || error === null || !("position" in error)) return "";
  return ` (line ${sql.slice(0, Number(error.position)).split("\n").length})`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
