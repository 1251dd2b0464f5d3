import { createServer, type Server, type Socket } from "node:net";
import { setImmediate as immediate } from "node:timers/promises";
import type { StatementProxy, Traffic } from "../model/database.ts";
import { greetClient } from "./greet-client.ts";
import { ProxyConnection } from "./proxy-connection.ts";
import { StatementLog } from "./statement-log.ts";
import { proxiedUrl, type UpstreamAddress, upstreamAddress } from "./upstream-address.ts";
import { endBackends } from "./end-backends.ts";
import { FrameSplitter, type WireFrame } from "./wire-frames.ts";

/** How long `end` waits for the connections to become idle, in milliseconds. */
const PATIENCE = 1000;

/** Turns of the event loop in which `end` looks for what has just come; one would do. */
const SOCKET_TURNS = 3;

/**
 * Starts a proxy on this machine in front of a Postgres. It speaks the wire protocol, so it works for every driver.
 *
 * @param upstreamUrl the database's URL; user, password, database and options stay in the proxy's URL
 * @throws UserError if it is not a Postgres URL
 */
export async function startStatementProxy(upstreamUrl: string): Promise<StatementProxy> {
  const proxy = new Proxy(upstreamAddress(upstreamUrl), upstreamUrl);
  const port = await proxy.listen();
  return {
    url: proxiedUrl(upstreamUrl, port),
    begin: (fault) => {
      proxy.log = new StatementLog(fault);
    },
    openTransactions: () => proxy.openTransactions(),
    end: () => proxy.end(),
    close: () => proxy.close(),
  };
}

class Proxy {
  log: StatementLog | null = null;
  readonly #address: UpstreamAddress;
  readonly #upstreamUrl: string;
  readonly #server: Server;
  readonly #clients: Set<Socket> = new Set<Socket>();
  readonly #connections: Set<ProxyConnection> = new Set<ProxyConnection>();
  /** Processes of the server whose connection ended while they worked: they do not see it before they are done. */
  readonly #abandoned: Set<number> = new Set<number>();
  #count = 0;
  /** Set while `end` waits. */
  #settled: (() => void) | null = null;

  constructor(address: UpstreamAddress, upstreamUrl: string) {
    this.#address = address;
    this.#upstreamUrl = upstreamUrl;
    this.#server = createServer({ noDelay: true }, (client) => this.#accept(client));
  }

  listen(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(0, "127.0.0.1", () => {
        const address = this.#server.address();
        if (address === null || typeof address === "string") reject(new Error("the proxy has no port"));
        else resolve(address.port);
      });
    });
  }

  openTransactions(): number {
    return [...this.#connections].filter((connection) => connection.isOpen).length;
  }

  async end(): Promise<Traffic> {
    await this.#idle();
    const open = [...this.#connections].filter((connection) => !connection.isIdle);
    const leftOpen = open.filter((connection) => connection.isOpen).length;
    for (const connection of open) connection.breakOff();
    await this.#endAbandoned();
    const log = this.log ?? new StatementLog(null);
    this.log = null;
    const { statements, faultReached, held } = log;
    return { statements: statements.map((statement) => ({ ...statement })), faultReached, leftOpen, held };
  }

  async close(): Promise<void> {
    for (const connection of this.#connections) connection.breakOff();
    for (const client of this.#clients) client.destroy();
    await this.#endAbandoned();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #accept(client: Socket): void {
    this.#clients.add(client);
    client.on("close", () => this.#clients.delete(client));
    client.on("error", () => client.destroy());
    const number = this.#count++;
    // Until the database is connected the client is paused; what came in the same chunk as its start-up waits.
    const early: WireFrame[] = [];
    let receive = (frame: WireFrame): void => {
      if (frame.type === "startup") greeting(frame);
      else early.push(frame);
    };
    const splitter = new FrameSplitter((frame) => receive(frame));
    const greet = (chunk: Buffer): void => splitter.push(chunk);
    const greeting = greetClient({ client, splitter, address: this.#address }, (upstream) => {
      const connection = this.#connect(client, upstream, number);
      client.off("data", greet);
      receive = (frame) => connection.receive(frame);
      for (const frame of early.splice(0)) connection.receive(frame);
      connection.relay(splitter);
    });
    client.on("data", greet);
  }

  #connect(client: Socket, upstream: Socket, number: number): ProxyConnection {
    const connection = new ProxyConnection({
      client,
      upstream,
      number,
      log: () => this.log,
      onSettled: () => this.#settled?.(),
      onAbandoned: (process) => this.#abandoned.add(process),
    });
    this.#connections.add(connection);
    client.on("close", () => {
      this.#connections.delete(connection);
    });
    return connection;
  }

  async #endAbandoned(): Promise<void> {
    const processes = [...this.#abandoned];
    this.#abandoned.clear();
    if (processes.length > 0) await endBackends(this.#upstreamUrl, processes);
  }

  /** Waits until every connection is idle, or the patience is over. */
  async #idle(): Promise<void> {
    await lookAtSockets(); // what the application has sent already may lie in them
    const deadline = performance.now() + PATIENCE;
    while ([...this.#connections].some((connection) => !connection.isIdle)) {
      const left = deadline - performance.now();
      if (left <= 0) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#settled = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.#settled = null;
    }
  }
}

/**
 * Lets the event loop look at every socket: between two immediates it does so once. What was sent on this machine
 * before the application said that it is done has arrived by then.
 */
async function lookAtSockets(): Promise<void> {
  for (let turn = 0; turn < SOCKET_TURNS; turn += 1) await immediate();
}
