import type pg from "pg";
import { UserError } from "../../diagnostics/user-error.ts";
import { errorCode } from "../../io/error-code.ts";
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
    const hint = hints[errorCode(error) ?? ""] ?? null;
    throw new UserError(`Postgres does not take ${file}${placeOf(error, sql)}: ${messageOf(error)}.`, hint);
  }
}

/** By SQLSTATE (manual, "PostgreSQL Error Codes"): a unique violation, an undefined table. */
const hints: Readonly<Record<string, string>> = {
  "23505": "If its rows are there from an earlier run, leave the seed out, or let it delete them first.",
  "42P01": "The tables must be there first: prisma migrate deploy.",
};

function placeOf(error: unknown, sql: string): string {
  if (typeof error !== "object" || error === null || !("position" in error)) return "";
  return ` (line ${sql.slice(0, Number(error.position)).split("\n").length})`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
