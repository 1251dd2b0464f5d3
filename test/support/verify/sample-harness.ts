import { join } from "node:path";
import pg from "pg";
import type { MigrationResult } from "../../../src/model/plan.ts";
import { startApplication } from "../../../src/verify/application/start-application.ts";
import type { Stage, Version } from "../../../src/verify/campaign/observe.ts";
import { type EmbeddedServer, startEmbeddedPostgres } from "../../../src/verify/database/embedded-postgres.ts";
import { keepState } from "../../../src/verify/database/state-keeper.ts";
import { startStatementProxy } from "../../../src/verify/database/statement-proxy.ts";
import { applyMigrations, runSqlFile } from "../sample-app/apply-migrations.ts";
import { BOUND_ROLE, createBoundRole } from "../sample-app/bound-role.ts";
import { CleanUp } from "../sample-app/clean-up.ts";
import { SALES_PORTAL } from "../sample-app/copy-application.ts";
import { SAMPLE_NOW } from "../sample-app/frozen-clock.ts";
import { markedCopies } from "./marked-copies.ts";

/** The sales portal before and after its migration, running on Postgres. */
export interface SampleHarness {
  /** Each with a database and two processes of its own, so that they may work side by side. */
  readonly stages: readonly Stage[];
  /** What the tool found in the legacy version. */
  readonly analysis: MigrationResult;
  close(): Promise<void>;
}

const TEMPLATE = "sales_portal";

/** Starts Postgres, and both versions of the sales portal as often as there are lanes. */
export async function openSampleHarness(lanes: number): Promise<SampleHarness> {
  const cleanUp = new CleanUp();
  try {
    const copies = await markedCopies(cleanUp);
    const server = cleanUp.add(await startEmbeddedPostgres(), (started) => started.stop());
    await createTemplate(server);
    const roots = { legacy: copies.legacy.root, migrated: copies.migrated.root };
    const stages: Stage[] = [];
    for (let lane = 0; lane < lanes; lane += 1) stages.push(await openStage(server, { lane, roots, cleanUp }));
    return { stages, analysis: copies.analysis, close: () => cleanUp.run() };
  } catch (error) {
    await cleanUp.run();
    throw error;
  }
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

interface Lane {
  readonly lane: number;
  readonly roots: { readonly legacy: string; readonly migrated: string };
  readonly cleanUp: CleanUp;
}

async function openStage(server: EmbeddedServer, { lane, roots, cleanUp }: Lane): Promise<Stage> {
  const database = `${TEMPLATE}_${lane}`;
  await server.createDatabase(database, { template: TEMPLATE });
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
