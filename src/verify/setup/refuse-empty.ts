import { UserError } from "../../diagnostics/user-error.ts";
import { connected } from "./connected.ts";

/**
 * Sees to it that the database has tables, of which there is something to compare.
 *
 * @throws UserError if it has none
 */
export async function refuseEmpty(adminUrl: string): Promise<void> {
  const { rows } = await connected(adminUrl, "--admin-url", (client) =>
    client.query<{ database: string; tables: number }>(
      `SELECT current_database() AS database, count(*)::int AS tables FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`,
    ),
  );
  const [found] = rows;
  if (found === undefined || found.tables > 0) return;
  throw new UserError(
    `The database ${found.database} has no tables.`,
    "Create them first (prisma migrate deploy), or let --embedded start a database that has them.",
  );
}
