import type { HandlerRequest } from "../model/request.ts";
import { harBody } from "./har-body.ts";
import { harHeaders } from "./har-headers.ts";
import type { ReadHarEntry } from "./har-schema.ts";
import { isAssetPath, isFrameworkPath } from "./asset-path.ts";
import { matchRoute, serverActions } from "./match-route.ts";
import type { RequestedApplication, Skipped } from "./request-set.ts";

export type ClassifiedEntry =
  | { readonly kind: "request"; readonly request: HandlerRequest; readonly startedAt: string }
  /** No business of the application's handlers: only counted. */
  | { readonly kind: "left-out"; readonly why: string }
  /** A request that a person may have expected to be sent. */
  | { readonly kind: "unanswered"; readonly skipped: Skipped };

/** What a recorded request is to the application. */
export function classifyEntry(
  entry: ReadHarEntry,
  origins: ReadonlySet<string>,
  application: RequestedApplication,
): ClassifiedEntry {
  const { method } = entry.request;
  const url = URL.canParse(entry.request.url) ? new URL(entry.request.url) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) return leftOut("no HTTP");
  if (!origins.has(url.origin)) return leftOut("sent to another origin");
  if (isFrameworkPath(url.pathname)) return leftOut("answered by Next itself");

  const headers = harHeaders(entry.request, url);
  if ("next-router-prefetch" in headers) return leftOut("prefetched by Next");
  const what = `${method} ${url.pathname}`;
  if ("next-action" in headers) return unanswered(what, serverActions);
  const match = matchRoute({ method, path: url.pathname }, application.handlers, application.basePath);
  // A file of public/ comes before a page, but not before a route handler that serves files.
  if (isAssetPath(url.pathname) && match.target?.kind !== "route") return leftOut("a static file");
  if (match.target === null) return unanswered(what, match.why);

  const body = harBody(entry.request.postData ?? null, headers["content-type"] ?? "");
  if (body !== null && "missing" in body) return unanswered(what, body.missing);
  const startedAt = new Date(entry.startedDateTime).toISOString();
  const { target, params } = match;
  const name = `${method} ${url.pathname}${url.search}`;
  const request = { name, target, method, url: url.href, headers, body, params, form: null, external: [] };
  return { kind: "request", request: target.kind === "page" ? asDocument(request) : request, startedAt };
}

function leftOut(why: string): ClassifiedEntry {
  return { kind: "left-out", why };
}

function unanswered(what: string, why: string): ClassifiedEntry {
  return { kind: "unanswered", skipped: { what, why } };
}

const routerHeaders = new Set(["rsc", "next-url", "next-router-state-tree", "next-router-segment-prefetch"]);

/** A navigation inside the browser asks for the same page as a document does, with marks of Next's own router. */
function asDocument(request: HandlerRequest): HandlerRequest {
  const url = new URL(request.url);
  if (!url.searchParams.has("_rsc")) return request;
  url.searchParams.delete("_rsc");
  const headers = Object.entries(request.headers).filter(([name]) => !routerHeaders.has(name));
  const name = `${request.method} ${url.pathname}${url.search}`;
  return { ...request, name, url: url.href, headers: Object.fromEntries(headers) };
}
