import pg from "pg";

/** What the application's role is bound by. */
export interface RoleFacts {
  readonly role: string;
  /** True for a superuser or a role with BYPASSRLS: no policy holds for it. */
  readonly bypassesRowSecurity: boolean;
  /** Tables with row level security, sorted; `unbound` ones do not hold for this role (it owns them, without FORCE). */
  readonly protectedTables: readonly string[];
  readonly unboundTables: readonly string[];
}

/** Asks the database whether row level security holds for the role of a URL: if not, isolation is not tested. */
export async function roleFacts(databaseUrl: string): Promise<RoleFacts> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows: roles } = await client.query<{ role: string; bypasses: boolean }>(
      "SELECT rolname AS role, rolsuper OR rolbypassrls AS bypasses FROM pg_roles WHERE rolname = current_user",
    );
    const { rows: tables } = await client.query<{ name: string; active: boolean }>(
      `SELECT CASE n.nspname WHEN 'public' THEN c.relname ELSE n.nspname || '.' || c.relname END AS name,
         row_security_active(c.oid) AS active
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relrowsecurity ORDER BY 1`,
    );
    return {
      role: roles[0]?.role ?? "",
      bypassesRowSecurity: roles[0]?.bypasses ?? false,
      protectedTables: tables.map((table) => table.name),
      unboundTables: tables.filter((table) => !table.active).map((table) => table.name),
    };
  } finally {
    await client.end();
  }
}
