import { UserError } from "../../diagnostics/user-error.ts";

/** Where the real database listens. */
export interface UpstreamAddress {
  /** What `net.connect` takes: a host and port, or a Unix socket. */
  readonly target: { readonly host: string; readonly port: number } | { readonly path: string };
  /** Whether the connection is encrypted: `no`, `if-offered`, `required`, or `verified` with the host's certificate. */
  readonly tls: "no" | "if-offered" | "required" | "verified";
  readonly host: string;
}

/** Parameters that say how to reach the server; the proxy is reached otherwise. */
const CONNECTING =
  /^(?:host|hostaddr|port|ssl|sslmode|sslcert|sslkey|sslrootcert|sslidentity|sslpassword|sslaccept|sslnegotiation|channel_binding)=/;

/**
 * Reads where a Postgres URL leads (manual, "Connection Strings"; `sslmode=no-verify` as node-postgres has it).
 *
 * @throws UserError if it is not a Postgres URL
 */
export function upstreamAddress(databaseUrl: string): UpstreamAddress {
  const url = parseDatabaseUrl(databaseUrl);
  const host = url.searchParams.get("host") ?? decodeURIComponent(url.hostname === "" ? "localhost" : url.hostname);
  const port = Number(url.searchParams.get("port") ?? (url.port === "" ? "5432" : url.port));
  const target = host.startsWith("/")
    ? { path: `${host}/.s.PGSQL.${port}` }
    : { host: host.replace(/^\[|\]$/g, ""), port };
  return { target, tls: "path" in target ? "no" : tlsOf(url), host };
}

/** The same URL, by way of a proxy on this machine, which is not encrypted. */
export function proxiedUrl(databaseUrl: string, port: number): string {
  const url = parseDatabaseUrl(databaseUrl);
  const user = url.password === "" ? url.username : `${url.username}:${url.password}`;
  const kept = url.search
    .slice(1)
    .split("&")
    .filter((parameter) => parameter !== "" && !CONNECTING.test(parameter));
  return `${url.protocol}//${user === "" ? "" : `${user}@`}127.0.0.1:${port}${url.pathname}?${[...kept, "sslmode=disable"].join("&")}`;
}

/** @throws UserError if it is not a Postgres URL; the message does not show it, as it may hold a password */
export function parseDatabaseUrl(databaseUrl: string): URL {
  const url = URL.canParse(databaseUrl) ? new URL(databaseUrl) : null;
  if (url !== null && /^postgres(?:ql)?:$/.test(url.protocol)) return url;
  throw new UserError(
    "The database URL is not a Postgres URL.",
    "Give one like postgresql://user:password@localhost:5432/database; encode special characters of the password.",
  );
}

function tlsOf(url: URL): UpstreamAddress["tls"] {
  switch (url.searchParams.get("sslmode") ?? (url.searchParams.get("ssl") === "true" ? "require" : "disable")) {
    case "disable":
      return "no";
    case "allow":
    case "prefer":
      return "if-offered";
    case "verify-ca":
    case "verify-full":
      // A root certificate of one's own would have to be read; the data are disposable, so encryption is enough.
      return url.searchParams.has("sslrootcert") ? "required" : "verified";
    default:
      return "required";
  }
}
