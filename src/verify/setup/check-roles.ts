import { UserError } from "../../diagnostics/user-error.ts";
import { roleFacts, type RoleFacts } from "../database/role-facts.ts";
import { connected } from "./connected.ts";
import type { Lane } from "./open-lanes.ts";

/**
 * Sees to it that both URLs lead to one database, and that row-level security is tested as in production.
 *
 * @returns what is not tested, as sentences
 * @throws UserError if a database cannot be reached, they are two, or not all rows can be seen
 */
export async function checkRoles({ databaseUrl, adminUrl }: Lane): Promise<readonly string[]> {
  const own = await identityOf(databaseUrl, "--database-url");
  if (adminUrl !== databaseUrl && own !== (await identityOf(adminUrl, "--admin-url"))) {
    throw new UserError(
      "--database-url and --admin-url lead to two databases.",
      "They must differ in the role only: the rows of one database are compared and brought back.",
    );
  }
  const facts = await roleFacts(databaseUrl);
  if (adminUrl === databaseUrl) refuseBound(facts);
  return notesOn(facts);
}

/** The server's start and the database: the same by every way that leads there. */
async function identityOf(url: string, what: string): Promise<string> {
  return connected(url, what, async (client) => {
    const { rows } = await client.query<{ identity: string }>(
      "SELECT pg_postmaster_start_time()::text || ' ' || current_database() AS identity",
    );
    return rows[0]?.identity ?? "";
  });
}

function refuseBound({ role, bypassesRowSecurity, protectedTables, unboundTables }: RoleFacts): void {
  const bound = protectedTables.filter((table) => !unboundTables.includes(table));
  if (bypassesRowSecurity || bound.length === 0) return;
  throw new UserError(
    `Row-level security hides rows of ${bound.slice(0, 3).join(", ")} from ${role}, so they cannot be compared and brought back.`,
    "Give a role that sees all rows, a superuser for instance, with --admin-url.",
  );
}

function notesOn({ role, bypassesRowSecurity, protectedTables, unboundTables }: RoleFacts): readonly string[] {
  if (protectedTables.length === 0) return [];
  const own = "Give the application's own role with --database-url, and this one with --admin-url.";
  if (bypassesRowSecurity) return [`Row-level security does not hold for ${role}: isolation is not tested. ${own}`];
  if (unboundTables.length === 0) return [];
  return [`${role} owns ${unboundTables.slice(0, 3).join(", ")}, and is not bound by their row-level security. ${own}`];
}
