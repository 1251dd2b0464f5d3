import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { PlannedHandler } from "../../../src/model/plan.ts";
import { startApplication } from "../../../src/verify/application/start-application.ts";
import type { EmbeddedServer } from "../../../src/verify/database/embedded-postgres.ts";
import { keepState } from "../../../src/verify/database/state-keeper.ts";
import { startStatementProxy } from "../../../src/verify/database/statement-proxy.ts";
import type { Application } from "../../../src/verify/model/application.ts";
import type { StateKeeper } from "../../../src/verify/model/database.ts";
import { BOUND_ROLE } from "../sample-app/bound-role.ts";
import { CleanUp } from "../../../src/verify/setup/clean-up.ts";
import { copyApplication } from "../sample-app/copy-application.ts";
import { SAMPLE_NOW } from "../sample-app/sample-now.ts";
import { UNFILTERED } from "./isolation-requests.ts";
import { markedCopies } from "./marked-copies.ts";
import { SAMPLE_DATABASE, startSampleServer } from "./sample-server.ts";

/** `careless` is the migrated version, but the handlers are given the plain client. */
export type IsolationVersion = "legacy" | "migrated" | "careless";

export interface StartedVersion {
  readonly application: Application;
  /** Of the database that it has to itself. */
  readonly keeper: StateKeeper;
}

interface ConnectionSettings {
  /** The tenant that each connection was last used by. */
  readonly lastTenant?: string;
  readonly poolSize?: number;
}

/** The sales portal in three versions, each process with a database of its own. */
export interface IsolationStage {
  readonly handlers: readonly PlannedHandler[];
  start(version: IsolationVersion, settings: ConnectionSettings): Promise<StartedVersion>;
  close(): Promise<void>;
}

/** Makes the copies and starts Postgres. */
export async function openIsolationStage(): Promise<IsolationStage> {
  const cleanUp = new CleanUp();
  try {
    const copies = await markedCopies(cleanUp);
    await addUnfiltered(copies.legacy.root, "withSalesSession");
    await addUnfiltered(copies.migrated.root, "withSalesSessionV2");
    const careless = cleanUp.add(await copyApplication(copies.migrated.root), (copy) => copy.remove());
    await handOutPlainClient(careless.root);
    const roots = { legacy: copies.legacy.root, migrated: copies.migrated.root, careless: careless.root };
    const server = await startSampleServer(cleanUp);
    let databases = 0;
    const start: IsolationStage["start"] = async (version, settings) => {
      const database = `${SAMPLE_DATABASE}_${(databases += 1)}`;
      await server.createDatabase(database, { template: SAMPLE_DATABASE });
      return startVersion(server, { root: roots[version], database, settings, cleanUp });
    };
    return { handlers: copies.analysis.handlers, start, close: () => cleanUp.run() };
  } catch (error) {
    await cleanUp.run();
    throw error;
  }
}

/** The sample's own handlers all ask for their tenant's rows; this one leaves that to row-level security. */
async function addUnfiltered(root: string, wrapper: string): Promise<void> {
  const file = join(root, UNFILTERED);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(
    file,
    `import { NextResponse, type NextRequest } from "next/server";
import { ${wrapper} } from "@/lib/auth";

export async function GET(request: NextRequest) {
  return ${wrapper}(request, async ({ db }) =>
    NextResponse.json({ customers: await db.customer.findMany({ include: { contacts: true }, orderBy: { code: "asc" } }) }),
  );
}
`,
  );
}

/** What `init` must not do: the session is found, and then the handler reads without a tenant. */
async function handOutPlainClient(root: string): Promise<void> {
  const file = join(root, "src/lib/auth/sales.ts");
  const before = await readFile(file, "utf8");
  const after = before
    .replace("import { tenantClient }", "import { prisma, tenantClient }")
    .replace("return await handler({ tenantId, db,", "return await handler({ tenantId, db: prisma,");
  if (!after.includes("db: prisma,") || !after.includes("import { prisma,")) throw new Error(`${file} looks otherwise`);
  await writeFile(file, after);
}

interface Start {
  readonly root: string;
  readonly database: string;
  readonly settings: ConnectionSettings;
  readonly cleanUp: CleanUp;
}

async function startVersion(server: EmbeddedServer, start: Start): Promise<StartedVersion> {
  const { root, database, cleanUp, settings } = start;
  const keeper = cleanUp.add(await keepState(server.url(database)), (kept) => kept.close());
  const options =
    settings.lastTenant === undefined
      ? ""
      : `?options=${encodeURIComponent(`-c app.current_tenant_id=${settings.lastTenant}`)}`;
  const upstream = `${server.url(database, BOUND_ROLE)}${options}`;
  const proxy = cleanUp.add(await startStatementProxy(upstream), (one) => one.close());
  const application = await startApplication({
    root,
    databaseUrl: proxy.url,
    urlVariable: "DATABASE_URL",
    now: SAMPLE_NOW,
    environment: {
      LOG_LEVEL: "silent",
      ...(settings.poolSize === undefined ? {} : { DATABASE_POOL_SIZE: String(settings.poolSize) }),
    },
    replacements: {},
    openTransactions: () => proxy.openTransactions(),
    timeout: 30_000,
  });
  return { application: cleanUp.add(application, (one) => one.close()), keeper };
}
