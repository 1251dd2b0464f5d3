import net from "node:net";
import { connectionRefused } from "./external-answer.ts";
import { currentScope } from "./request-scope.ts";

const LOOPBACK: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "::1", "[::1]"]);

/** Postgres' farewell: message type X, length 4. Without it the server notes a connection that broke. */
const TERMINATE = Buffer.from([0x58, 0, 0, 0, 4]);

interface Address {
  readonly host: string;
  readonly port: number;
}

/**
 * Lets sockets connect to the database and refuses all others, as if nobody listened there; each refusal is recorded.
 * TLS goes through the same function.
 *
 * @returns what closes the connections to the database
 */
export function refuseSockets(databaseUrl: string): () => void {
  const database = new URL(databaseUrl);
  const allowed = { host: database.hostname, port: Number(database.port || "5432") };
  const open = new Set<net.Socket>();
  const realConnect = Reflect.get(net.Socket.prototype, "connect") as (...given: unknown[]) => net.Socket;
  function connect(this: net.Socket, ...given: unknown[]): net.Socket {
    const wanted = addressOf(given);
    if (wanted !== null && isSame(wanted, allowed)) {
      open.add(this);
      this.once("close", () => open.delete(this));
      return Reflect.apply(realConnect, this, given);
    }
    return refuse(this, wanted, given);
  }
  Object.defineProperty(net.Socket.prototype, "connect", { value: connect, writable: true, configurable: true });
  return () => {
    for (const socket of open) socket.end(TERMINATE);
  };
}

/** Node hands over its own calls as `[[options, callback]]`, the application its `(port, host)` or `(options)`. */
function addressOf(given: readonly unknown[]): Address | null {
  const [first, second] = Array.isArray(given[0]) ? (given[0] as unknown[]) : given;
  if (typeof first === "object" && first !== null) {
    const { host = "localhost", port } = first as { readonly host?: string; readonly port?: unknown };
    return port === undefined ? null : { host, port: Number(port) };
  }
  if (Number.isNaN(Number(first))) return null;
  return { host: typeof second === "string" ? second : "localhost", port: Number(first) };
}

function isSame(one: Address, other: Address): boolean {
  if (one.port !== other.port) return false;
  return one.host === other.host || (LOOPBACK.has(one.host) && LOOPBACK.has(other.host));
}

function refuse(socket: net.Socket, wanted: Address | null, given: readonly unknown[]): net.Socket {
  const url = wanted === null ? `unix:${pathOf(given)}` : `tcp://${wanted.host}:${wanted.port}`;
  currentScope()?.calls.push({ method: "CONNECT", url, body: null, answered: "down", openTransactions: 0 });
  const error = connectionRefused(wanted?.host ?? url, wanted?.port ?? 0);
  process.nextTick(() => socket.destroy(error));
  return socket;
}

function pathOf(given: readonly unknown[]): string {
  const [first] = Array.isArray(given[0]) ? (given[0] as unknown[]) : given;
  const path = typeof first === "object" && first !== null && "path" in first ? first.path : first;
  return typeof path === "string" ? path : "";
}
