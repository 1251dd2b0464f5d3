import { startApplication } from "../../../src/verify/application/start-application.ts";
import type { Stage, Version } from "../../../src/verify/campaign/observe.ts";
import type { EmbeddedServer } from "../../../src/verify/database/embedded-postgres.ts";
import { keepState } from "../../../src/verify/database/state-keeper.ts";
import { startStatementProxy } from "../../../src/verify/database/statement-proxy.ts";
import { BOUND_ROLE } from "../sample-app/bound-role.ts";
import type { CleanUp } from "../../../src/verify/setup/clean-up.ts";
import { SAMPLE_NOW } from "../sample-app/sample-now.ts";
import { SAMPLE_DATABASE, startSampleServer } from "./sample-server.ts";

/** Roots of two copies of the sales portal. */
export interface SampleRoots {
  readonly legacy: string;
  readonly migrated: string;
}

/** Starts Postgres and as many stages as asked for: each a database and two processes of its own, to work side by side. */
export async function openSampleStages(count: number, roots: SampleRoots, cleanUp: CleanUp): Promise<readonly Stage[]> {
  const server = await startSampleServer(cleanUp);
  const stages: Stage[] = [];
  for (let lane = 0; lane < count; lane += 1) {
    const database = `${SAMPLE_DATABASE}_${lane}`;
    await server.createDatabase(database, { template: SAMPLE_DATABASE });
    stages.push(await openStage(server, { database, roots, cleanUp }));
  }
  return stages;
}

interface Place {
  readonly database: string;
  readonly roots: SampleRoots;
  readonly cleanUp: CleanUp;
}

async function openStage(server: EmbeddedServer, { database, roots, cleanUp }: Place): Promise<Stage> {
  const keeper = cleanUp.add(await keepState(server.url(database)), (kept) => kept.close());
  const open = (root: string): Promise<Version> => openSampleVersion(root, server.url(database, BOUND_ROLE), cleanUp);
  return { keeper, legacy: await open(roots.legacy), migrated: await open(roots.migrated) };
}

/** Starts a copy of the sales portal that speaks to a database through a proxy. */
export async function openSampleVersion(root: string, databaseUrl: string, cleanUp: CleanUp): Promise<Version> {
  const proxy = cleanUp.add(await startStatementProxy(databaseUrl), (one) => one.close());
  const options = {
    root,
    databaseUrl: proxy.url,
    urlVariable: "DATABASE_URL",
    now: SAMPLE_NOW,
    environment: { LOG_LEVEL: "silent" },
    replacements: {},
    timeout: 30_000,
    openTransactions: () => proxy.openTransactions(),
  };
  return { application: cleanUp.add(await startApplication(options), (one) => one.close()), proxy };
}
