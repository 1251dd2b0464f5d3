import pg from "pg";
import { UserError } from "../../diagnostics/user-error.ts";
import type { Workspace } from "../../io/workspace.ts";
import type { CleanUp } from "./clean-up.ts";
import { startEmbeddedPostgres } from "../database/embedded-postgres.ts";
import { connected } from "./connected.ts";
import type { Lane } from "./open-lanes.ts";
import { runSql } from "./run-sql.ts";

const template = "application";
const role = { name: "migrate_sessions_application", password: "application" };

export interface EmbeddedInput {
  readonly root: string;
  readonly workspace: Workspace;
  /** Directory of the application's SQL migrations. */
  readonly migrations: string;
  readonly lanes: number;
  /** Fills the database before it is copied. */
  readonly seed: (adminUrl: string) => Promise<void>;
}

/**
 * Starts a Postgres of our own with the application's tables, and a role that row-level security binds.
 *
 * @throws UserError if Postgres is not installed, or does not take the migrations
 */
export async function embeddedLanes(input: EmbeddedInput, cleanUp: CleanUp): Promise<readonly Lane[]> {
  const files = migrationFiles(input);
  const server = cleanUp.add(await startEmbeddedPostgres(input.root), (started) => started.stop());
  await server.createDatabase(template);
  const adminUrl = server.url(template);
  await connected(adminUrl, "--embedded", async (client) => {
    for (const file of files) await runSql(client, input.root, file);
    await createRole(client);
  });
  await input.seed(adminUrl);
  const lanes: Lane[] = [];
  for (let number = 0; number < input.lanes; number += 1) {
    const name = `${template}_${number}`;
    await server.createDatabase(name, { template });
    lanes.push({ databaseUrl: server.url(name, role), adminUrl: server.url(name) });
  }
  return lanes;
}

/** In the order of their names, as `prisma migrate deploy` runs them. That command would download an engine. */
function migrationFiles({ workspace, migrations }: EmbeddedInput): readonly string[] {
  const files = workspace.list([`${migrations}/*/migration.sql`], []);
  if (files.length > 0) return [...files].sort();
  throw new UserError(
    `There are no SQL migrations in ${migrations}, so a database of our own would have no tables.`,
    'Say with "prisma.migrations" of the configuration where they are, or give a database with --database-url.',
  );
}

async function createRole(client: pg.Client): Promise<void> {
  const name = pg.escapeIdentifier(role.name);
  const password = pg.escapeLiteral(role.password);
  await client.query(`CREATE ROLE ${name} LOGIN PASSWORD ${password} NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE`);
  const { rows } = await client.query<{ schema: string }>(
    "SELECT nspname AS schema FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'",
  );
  for (const { schema } of rows) {
    const quoted = pg.escapeIdentifier(schema);
    await client.query(`
      GRANT USAGE ON SCHEMA ${quoted} TO ${name};
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${quoted} TO ${name};
      GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA ${quoted} TO ${name};
      GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${quoted} TO ${name};
    `);
  }
}
