import { join } from "node:path";
import pg from "pg";
import { type EmbeddedServer, startEmbeddedPostgres } from "../../../src/verify/database/embedded-postgres.ts";
import { applyMigrations, runSqlFile } from "../sample-app/apply-migrations.ts";
import { createBoundRole } from "../sample-app/bound-role.ts";
import type { CleanUp } from "../../../src/verify/setup/clean-up.ts";
import { SALES_PORTAL } from "../sample-app/copy-application.ts";

/** The database with the sales portal's tables and rows. */
export const SAMPLE_DATABASE = "sales_portal";

/** Starts Postgres, makes the sales portal's database and the role that its policies bind, and fills it. */
export async function startSampleServer(cleanUp: CleanUp): Promise<EmbeddedServer> {
  const server = cleanUp.add(await startEmbeddedPostgres(), (started) => started.stop());
  await server.createDatabase(SAMPLE_DATABASE);
  const admin = new pg.Client({ connectionString: server.url(SAMPLE_DATABASE) });
  await admin.connect();
  try {
    await applyMigrations(admin, SALES_PORTAL);
    await createBoundRole(admin);
    await runSqlFile(admin, join(SALES_PORTAL, "prisma/seed.sql"));
  } finally {
    await admin.end();
  }
  return server;
}

/** A superuser's connection to the sales portal's database: it sees all rows of all tenants. */
export async function sampleAdmin(server: EmbeddedServer, cleanUp: CleanUp): Promise<pg.Client> {
  const admin = new pg.Client({ connectionString: server.url(SAMPLE_DATABASE) });
  await admin.connect();
  return cleanUp.add(admin, (client) => client.end());
}
