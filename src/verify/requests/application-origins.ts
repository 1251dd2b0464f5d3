import type { ReadHarEntry } from "./har-schema.ts";
import { isAssetPath, isFrameworkPath } from "./asset-path.ts";
import { isLoopback } from "./loopback.ts";
import { matchRoute } from "./match-route.ts";
import type { RequestedApplication } from "./request-set.ts";

/**
 * The origins of a recording that are the application: the one with the most requests that reach a handler (of several,
 * one on this machine, else the first), and on the same machine its other names with the same port: `127.0.0.1`,
 * `acme.localhost`.
 */
export function applicationOrigins(
  entries: readonly ReadHarEntry[],
  { handlers, basePath }: RequestedApplication,
): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { request } of entries) {
    const url = URL.canParse(request.url) ? new URL(request.url) : null;
    if (url === null || !/^https?:$/.test(url.protocol)) continue;
    if (isAssetPath(url.pathname) || isFrameworkPath(url.pathname)) continue;
    const reached = matchRoute({ method: request.method, path: url.pathname }, handlers, basePath).target !== null;
    counts.set(url.origin, (counts.get(url.origin) ?? 0) + (reached ? 1 : 0));
  }
  const [first, ...others] = [...counts]
    .map(([origin, count]) => ({ url: new URL(origin), count }))
    .sort((left, right) => right.count - left.count || locality(right.url) - locality(left.url));
  if (first === undefined) return new Set();
  const same = others.filter(({ url }) => isSameMachine(first.url, url));
  return new Set([first, ...same].map(({ url }) => url.origin));
}

function locality({ hostname }: URL): number {
  return isLoopback(hostname) ? 1 : 0;
}

function isSameMachine(left: URL, right: URL): boolean {
  return isLoopback(left.hostname) && isLoopback(right.hostname) && left.port === right.port;
}
