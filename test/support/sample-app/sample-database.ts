import { join } from "node:path";
import { Client } from "pg";
import { applyMigrations, runSqlFile } from "./apply-migrations.ts";
import { BOUND_ROLE, createBoundRole } from "./bound-role.ts";
import { dumpRows, type Rows } from "./dump-rows.ts";
import { startPostgres } from "./postgres.ts";
import { keepStartingState } from "./starting-state.ts";

/** A running Postgres with the sample application's tables and rows. */
export interface SampleDatabase {
  /** For the application: logs in as a role that row level security binds. */
  url: string;
  /** For the test: a superuser's connection. */
  admin: Client;
  /** Back to the seeded rows. */
  reset(): Promise<void>;
  /** All rows of all tables, of all tenants. */
  dump(): Promise<Rows>;
  stop(): Promise<void>;
}

const DATABASE = "sales_portal";

/** Starts Postgres, runs the migrations and the seed of the application in `root`. */
export async function openSampleDatabase(root: string): Promise<SampleDatabase> {
  const server = await startPostgres();
  try {
    await createDatabase(server.url("postgres"));
    const admin = new Client({ connectionString: server.url(DATABASE) });
    await admin.connect();
    await applyMigrations(admin, root);
    await createBoundRole(admin);
    await runSqlFile(admin, join(root, "prisma/seed.sql"));
    const reset = await keepStartingState(admin);
    return {
      url: server.url(DATABASE, BOUND_ROLE),
      admin,
      reset,
      dump: () => dumpRows(admin),
      stop: async () => {
        await admin.end();
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function createDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`CREATE DATABASE ${DATABASE}; `);
  await client.query(`ALTER DATABASE ${DATABASE} SET timezone TO 'UTC'`);
  await client.end();
}
