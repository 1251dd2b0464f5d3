import { nearMatch } from "../../diagnostics/near-match.ts";
import type { RepositoryPath } from "../../model/text.ts";
import type { RequestTarget } from "../model/request.ts";
import { byPrecedence, pathSegments, routePattern, type RouteParams, type RoutePattern } from "./route-pattern.ts";
import { targetKindOf } from "./target-kind.ts";

/** An export of the application that a request can reach; a `PlannedHandler` is one. */
export interface RoutedHandler {
  readonly file: RepositoryPath;
  /** URL path with dynamic segments as they are written: `/api/orders/[orderId]`; null outside the routers. */
  readonly route: string | null;
  /**
   * The HTTP method that the export is called for. A route file without one only takes its URLs away from less specific
   * routes: nothing in it is called.
   */
  readonly method: string | null;
  /** Id of the handler; null if the export calls no session wrapper itself. */
  readonly id: string | null;
}

export type RouteMatch =
  | { readonly target: RequestTarget; readonly params: RouteParams }
  /** Why nothing is called, as the end of a sentence: `no handler; the nearest route is /api/orders`. */
  | { readonly target: null; readonly why: string };

/**
 * The export that Next calls for a URL, among the application's handlers: the most specific route wins; intercepting
 * routes need a navigation in the browser and never win; HEAD falls back to GET (Next.js: "Dynamic Routes", "Route
 * Handlers", "Intercepting Routes").
 *
 * @param request `path`: the URL's path, encoded, without query
 * @param basePath as in the application's Next configuration: `/portal`, or empty
 */
export function matchRoute(
  request: { readonly method: string; readonly path: string },
  handlers: readonly RoutedHandler[],
  basePath = "",
): RouteMatch {
  const path = withoutBase(request.path, basePath);
  const segments = path === null ? null : pathSegments(path);
  if (path === null) return { target: null, why: `no handler; the application's base path is ${basePath}` };
  if (segments === null) return { target: null, why: "no handler; the path is not encoded as URLs are" };
  const found = mostSpecific(handlers, segments);
  if (found === null) return { target: null, why: `no handler${nearest(path, handlers)}` };
  return callOf(request.method.toUpperCase(), found);
}

interface Found {
  readonly file: RepositoryPath;
  readonly params: RouteParams;
  /** Methods that its exports are called for. */
  readonly methods: readonly string[];
}

function withoutBase(path: string, basePath: string): string | null {
  if (basePath === "") return path;
  if (path === basePath) return "/";
  return path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : null;
}

function mostSpecific(handlers: readonly RoutedHandler[], path: readonly string[]): Found | null {
  let best: { readonly file: RepositoryPath; readonly pattern: RoutePattern; readonly params: RouteParams } | null =
    null;
  for (const { file, route } of handlers) {
    if (route === null || !answersUrls(file)) continue;
    const pattern = routePattern(route);
    const params = pattern.match(path);
    if (params === null) continue;
    if (best === null || comesFirst({ file, pattern }, best)) best = { file, pattern, params };
  }
  if (best === null) return null;
  const { file, params } = best;
  const methods = handlers.flatMap((handler) => (handler.file === file ? (handler.method ?? []) : []));
  return { file, params, methods: [...new Set(methods)] };
}

/** Layouts, templates and the like have a path too, and are drawn around the page that answers. */
function answersUrls(file: RepositoryPath): boolean {
  return targetKindOf(file) !== "action" && !/\/\(\.{1,3}\)/.test(`/${file}`);
}

type Candidate = { readonly file: RepositoryPath; readonly pattern: RoutePattern };

/** A parallel route is drawn beside the page of the same path: the page is what answers. */
function comesFirst(left: Candidate, right: Candidate): boolean {
  const order = byPrecedence(left.pattern, right.pattern);
  return order === 0 ? !isParallel(left.file) && isParallel(right.file) : order < 0;
}

function isParallel(file: RepositoryPath): boolean {
  return `/${file}`.includes("/@");
}

function callOf(method: string, { file, params, methods }: Found): RouteMatch {
  const kind = targetKindOf(file);
  if (kind === "pages-router") return { target: null, why: `${file} is of the pages router, which is not supported` };
  if (kind === "page") {
    if (method !== "GET" && method !== "HEAD") return { target: null, why: `${file} is a page; ${serverActions}` };
    return { target: { file, exported: "default", kind }, params: encoded(params) };
  }
  const exported = method === "HEAD" && !methods.includes("HEAD") ? "GET" : method;
  if (methods.includes(exported)) return { target: { file, exported, kind: "route" }, params };
  const known = methods.length === 0 ? "no handler" : `handlers for ${methods.join(", ")} only`;
  return { target: null, why: `${file} has ${known}` };
}

/** Why a POST to a page is not sent, and what to do instead. */
export const serverActions =
  'a server action is known by its file only: write it into a requests file as { "handler": "<file>#<name>", "form": {...} }';

/** Next hands the segments of a page over as they stand in the URL, and those of a route handler decoded. */
export function encoded(params: RouteParams): RouteParams {
  const encode = (value: string | readonly string[]): string | readonly string[] =>
    typeof value === "string" ? encodeURIComponent(value) : value.map(encodeURIComponent);
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, encode(value)]));
}

function nearest(path: string, handlers: readonly RoutedHandler[]): string {
  const wanted = pathSegments(path) ?? [];
  const routes = handlers.flatMap(({ file, route }) => (route !== null && answersUrls(file) ? route : []));
  const most = Math.max(...routes.map((route) => sharedSegments(route, wanted)), 0);
  const closest = routes.filter((route) => sharedSegments(route, wanted) === most);
  // One segment in common is often no more than `/api`.
  const route = nearMatch(path, closest) ?? (most > 1 ? closest[0] : undefined);
  return route === undefined ? "" : `; the nearest route is ${route}`;
}

/** How many leading segments of a route fit the path. */
function sharedSegments(route: string, path: readonly string[]): number {
  const { segments } = routePattern(route);
  const different = segments.findIndex((segment, index) =>
    segment.kind === "static" ? segment.text !== path[index] : path[index] === undefined,
  );
  return different === -1 ? segments.length : different;
}
