import { httpMethodOf, routePathOf } from "../../discover/route-path.ts";
import type { RepositoryPath } from "../../model/text.ts";
import type { AnalysedVersion } from "../copies/analysed-version.ts";
import type { RoutedHandler } from "./match-route.ts";
import type { RequestedApplication } from "./request-set.ts";

const routeFiles = "**/{route,page}.{ts,tsx,js,jsx,mts,mjs}";
const nextConfigs = "next.config.{js,mjs,ts,mts,cjs}";

/** What must be known of a version to tell which of its exports a request reaches. */
export function requestedApplication({ workspace, handlers }: AnalysedVersion): RequestedApplication {
  const own = new Set(handlers.map(({ file }) => file));
  const others = workspace.list([routeFiles], []).filter((file) => !own.has(file));
  return {
    handlers: [...handlers, ...others.flatMap((file) => routesOf(file, workspace.read(file)?.text ?? ""))],
    basePath: basePathOf(workspace.list([nextConfigs], []).map((file) => workspace.read(file)?.text ?? "")),
    isFile: workspace.isFile,
  };
}

/** A route file that calls no wrapper itself may export what another file does: `export { GET } from "../orders/route"`. */
function routesOf(file: RepositoryPath, text: string): readonly RoutedHandler[] {
  const route = routePathOf(file);
  const names = Array.from(text.matchAll(/\b[A-Z]{3,7}\b/g), ([name]) => name);
  const methods = [...new Set(names)].flatMap((name) => httpMethodOf(name) ?? []);
  return [null, ...methods].map((method) => ({ file, route, method, id: null }));
}

/** Only what is written as a text: who computes it names the whole path in a requests file with `handler`. */
function basePathOf(texts: readonly string[]): string {
  const found = texts.map((text) => /\bbasePath\s*:\s*(["'`])(\/[^"'`$]*)\1/.exec(text)?.[2]);
  return found.find((path) => path !== undefined) ?? "";
}
