import type { RepositoryPath } from "../model/text.ts";

/** Exports of a route file that Next.js calls (Next.js: "Route Handlers"). */
const httpMethods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** The HTTP method if an export is called for one, else null. */
export function httpMethodOf(exportName: string): string | null {
  return httpMethods.has(exportName) ? exportName : null;
}

/**
 * The URL path of a file of the app router (`route`, `page`, `layout`, ...) or of `pages/api`, with dynamic segments as
 * they are written; null for any other file. Groups `(name)`, parallel routes `@name` and the markers of intercepted
 * routes are no part of the URL (Next.js: "Project structure").
 */
export function routePathOf(file: RepositoryPath): string | null {
  const app = /(?:^|\/)app\/(?:(.*)\/)?(route|page|layout|template|default|loading|error)\.[cm]?[jt]sx?$/.exec(file);
  if (app) return pathOf(app[1]?.split("/") ?? []);
  const pages = /(?:^|\/)pages\/(api\/.*)\.[cm]?[jt]sx?$/.exec(file);
  return pages ? pathOf((pages[1] ?? "").replace(/\/index$/, "").split("/")) : null;
}

function pathOf(segments: readonly string[]): string {
  const shown = segments
    .filter((segment) => !/^\([^.)]+\)$/.test(segment) && !segment.startsWith("@"))
    .map((segment) => segment.replace(/^(\(\.{1,3}\))+/, ""));
  return `/${shown.join("/")}`;
}
