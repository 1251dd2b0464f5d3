import type { Client } from "pg";

/** The role the sample application logs in as: row level security binds it, and it owns nothing. */
export const BOUND_ROLE = { name: "portal_app", password: "portal_app" } as const;

/** Creates `BOUND_ROLE` and lets it use every table of the current database. */
export async function createBoundRole(client: Client): Promise<void> {
  const { name, password } = BOUND_ROLE;
  await client.query(`
    CREATE ROLE ${name} LOGIN PASSWORD '${password}' NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
    GRANT USAGE ON SCHEMA public TO ${name};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${name};
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${name};
  `);
}
