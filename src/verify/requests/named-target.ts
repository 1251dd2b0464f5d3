import { didYouMean } from "../../diagnostics/near-match.ts";
import { routePathOf } from "../../discover/route-path.ts";
import type { RequestTarget } from "../model/request.ts";
import { encoded } from "./match-route.ts";
import type { RequestedApplication } from "./request-set.ts";
import type { WrittenRequest } from "./requests-file.ts";
import { pathSegments, routePattern, type RouteParams } from "./route-pattern.ts";
import { targetKindOf } from "./target-kind.ts";

/** What is called, and the path of its URL without the base path. */
export interface NamedTarget {
  readonly target: RequestTarget;
  readonly params: RouteParams;
  readonly path: string;
}

/**
 * What a request calls that names its handler: `src/app/orders/actions.ts#pinNote`, `...#POST:2`. A server action has no
 * URL of its own: its path is the one of the request, else `/`.
 */
export function namedTarget(
  request: WrittenRequest & { readonly handler: string },
  application: RequestedApplication,
): NamedTarget | { readonly why: string } {
  const [file = "", exported = ""] = request.handler.replace(/:\d+$/, "").split("#");
  if (!application.isFile(file)) {
    const ids = application.handlers.flatMap(({ id }) => id ?? []);
    return { why: `there is no file ${file}.${didYouMean(request.handler, ids)}` };
  }
  const kind = targetKindOf(file);
  if (kind === "pages-router") return { why: `${file} is of the pages router, which is not supported` };
  const target = { file, exported, kind };
  const route = kind === "action" ? null : routePathOf(file);
  if (route === null) return { target, params: request.params ?? {}, path: "/" };

  const pattern = routePattern(route);
  const inUrl = request.url === undefined ? null : paramsIn(request.url, application.basePath);
  const params = { ...(inUrl === null ? {} : pattern.match(inUrl)), ...request.params };
  const path = pattern.fill(params);
  if (path === null) return { why: `${route} needs "params" for each of its dynamic segments` };
  return { target, params: kind === "page" ? encoded(params) : params, path };
}

function paramsIn(url: string, basePath: string): readonly string[] | null {
  const { pathname } = new URL(url, "http://x");
  return pathSegments(pathname.startsWith(`${basePath}/`) ? pathname.slice(basePath.length) : pathname);
}
