import { join } from "node:path";
import pg from "pg";
import { startApplication } from "../../../src/verify/application/start-application.ts";
import type { Stage, Version } from "../../../src/verify/campaign/observe.ts";
import { type EmbeddedServer, startEmbeddedPostgres } from "../../../src/verify/database/embedded-postgres.ts";
import { keepState } from "../../../src/verify/database/state-keeper.ts";
import { startStatementProxy } from "../../../src/verify/database/statement-proxy.ts";
import { applyMigrations, runSqlFile } from "../sample-app/apply-migrations.ts";
import { BOUND_ROLE, createBoundRole } from "../sample-app/bound-role.ts";
import type { CleanUp } from "../sample-app/clean-up.ts";
import { SALES_PORTAL } from "../sample-app/copy-application.ts";
import { SAMPLE_NOW } from "../sample-app/frozen-clock.ts";

/** Roots of two copies of the sales portal. */
export interface SampleRoots {
  readonly legacy: string;
  readonly migrated: string;
}

const TEMPLATE = "sales_portal";

/** Starts Postgres and as many stages as asked for: each a database and two processes of its own, to work side by side. */
export async function openSampleStages(
  count: number,
  roots: SampleRoots,
  cleanUp: CleanUp,
): Promise<readonly Stage[]> {
  const server = cleanUp.add(await startEmbeddedPostgres(), (started) => started.stop());
  await createTemplate(server);
  const stages: Stage[] = [];
  for (let lane = 0; lane < count; lane += 1) {
    const database = `${TEMPLATE}_${lane}`;
    await server.createDatabase(database, { template: TEMPLATE });
    stages.push(await openStage(server, { database, roots, cleanUp }));
  }
  return stages;
}

async function createTemplate(server: EmbeddedServer): Promise<void> {
  await server.createDatabase(TEMPLATE);
  const admin = new pg.Client({ connectionString: server.url(TEMPLATE) });
  await admin.connect();
  try {
    await applyMigrations(admin, SALES_PORTAL);
    await createBoundRole(admin);
    await runSqlFile(admin, join(SALES_PORTAL, "prisma/seed.sql"));
  } finally {
    await admin.end();
  }
}

interface Place {
  readonly database: string;
  readonly roots: SampleRoots;
  readonly cleanUp: CleanUp;
}

async function openStage(server: EmbeddedServer, { database, roots, cleanUp }: Place): Promise<Stage> {
  const keeper = cleanUp.add(await keepState(server.url(database)), (kept) => kept.close());
  const open = async (root: string): Promise<Version> => {
    const proxy = cleanUp.add(await startStatementProxy(server.url(database, BOUND_ROLE)), (one) => one.close());
    const options = {
      root,
      databaseUrl: proxy.url,
      urlVariable: "DATABASE_URL",
      now: SAMPLE_NOW,
      environment: { LOG_LEVEL: "silent" },
      replacements: {},
      timeout: 30_000,
    };
    return { application: cleanUp.add(await startApplication(options), (one) => one.close()), proxy };
  };
  return { keeper, legacy: await open(roots.legacy), migrated: await open(roots.migrated) };
}
