import type { ReadHarEntry } from "./har-schema.ts";

/**
 * Headers that are between two machines (RFC 9110, 7.6.1), and the length, which follows from the body. The encoding of
 * the content stays: the body is recorded as it was sent.
 */
const betweenMachines = new Set([
  "connection",
  "content-length",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** The headers that a handler sees, names in lower case; several of one name are joined, as Node joins them. */
export function harHeaders(
  { headers, cookies }: Pick<ReadHarEntry["request"], "headers" | "cookies">,
  url: URL,
): Readonly<Record<string, string>> {
  const joined = new Map<string, string>([["host", url.host]]);
  for (const { name, value } of headers) {
    const lower = name.toLowerCase();
    if (lower.startsWith(":") || betweenMachines.has(lower)) continue;
    const before = lower === "host" ? undefined : joined.get(lower);
    joined.set(lower, before === undefined ? value : `${before}${lower === "cookie" ? "; " : ", "}${value}`);
  }
  if (!joined.has("cookie") && cookies.length > 0) {
    joined.set("cookie", cookies.map(({ name, value }) => `${name}=${value}`).join("; "));
  }
  return Object.fromEntries(joined);
}
