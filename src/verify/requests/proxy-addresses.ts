import type { IncomingHttpHeaders } from "node:http";
import { isLoopback } from "./loopback.ts";

/** The two names that the application has during a recording. */
export interface ProxyAddresses {
  /** The origin that the browser asks: the recorder's. */
  readonly browser: string;
  /** The origin that the application believes to be asked at: its own. */
  readonly application: string;
}

/**
 * The names for a request. On the same machine the browser's host name is kept and only the port differs, for
 * applications that tell tenants apart by it (`acme.localhost`).
 *
 * @param host the request's `host` header
 */
export function proxyAddresses(host: string, target: URL): ProxyAddresses {
  const browser = URL.canParse(`http://${host}`) ? new URL(`http://${host}`) : target;
  const keepsName = isLoopback(browser.hostname) && isLoopback(target.hostname);
  const port = target.port === "" ? "" : `:${target.port}`;
  const application = keepsName ? `${target.protocol}//${browser.hostname}${port}` : target.origin;
  return { browser: browser.origin, application };
}

/**
 * Makes a request look as if the browser had asked the application itself. Next compares `origin` with `host` before it
 * runs a server action (Next.js: "serverActions.allowedOrigins"), and its development server before it answers at all.
 */
export function towardsApplication(headers: IncomingHttpHeaders, addresses: ProxyAddresses): void {
  headers.host = new URL(addresses.application).host;
  for (const name of ["origin", "referer"] as const) {
    const value = headers[name];
    if (value !== undefined) headers[name] = moved(value, addresses.browser, addresses.application);
  }
}

/** Keeps the browser at the recorder: redirects to the application itself lead back here, and cookies are accepted. */
export function towardsBrowser(headers: IncomingHttpHeaders, addresses: ProxyAddresses): void {
  if (headers.location !== undefined) {
    headers.location = moved(headers.location, addresses.application, addresses.browser);
  }
  const cookies = headers["set-cookie"];
  if (cookies !== undefined) headers["set-cookie"] = cookies.map((cookie) => acceptableCookie(cookie, addresses));
}

function moved(url: string, from: string, to: string): string {
  return url === from || url.startsWith(`${from}/`) || url.startsWith(`${from}?`) ? to + url.slice(from.length) : url;
}

/**
 * A browser refuses a cookie for another domain, and over http one that is `Secure` unless it trusts the machine
 * (RFC 6265bis, 5.7). `SameSite=None` and `Partitioned` need `Secure`. Names with `__Host-` and `__Secure-` need it too:
 * these stay as they are, and browsers that trust `localhost` take them.
 */
function acceptableCookie(cookie: string, { browser, application }: ProxyAddresses): string {
  const [pair = "", ...attributes] = cookie.split(";");
  const { hostname } = new URL(browser);
  const isSecure = application.startsWith("https:") && !/^\s*__(?:Host|Secure)-/i.test(pair);
  const kept = attributes.flatMap((attribute) => {
    const [name = "", value = ""] = attribute.split("=").map((part) => part.trim().toLowerCase());
    if (name === "domain") return isWithin(hostname, value.replace(/^\./, "")) ? attribute : [];
    if (!isSecure) return attribute;
    if (name === "secure" || name === "partitioned") return [];
    return name === "samesite" && value === "none" ? " SameSite=Lax" : attribute;
  });
  return [pair, ...kept].join(";");
}

function isWithin(hostname: string, domain: string): boolean {
  return hostname === domain || hostname.endsWith(`.${domain}`);
}
