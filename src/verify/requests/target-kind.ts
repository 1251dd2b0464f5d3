import { routePathOf } from "../../discover/route-path.ts";
import type { RepositoryPath } from "../../model/text.ts";
import type { RequestTarget } from "../model/request.ts";

/** How Next calls the exports of a file, by its name and place. A file that is no route and no page has server actions. */
export function targetKindOf(file: RepositoryPath): RequestTarget["kind"] | "pages-router" {
  if (routePathOf(file) === null) return "action";
  const name = file.slice(file.lastIndexOf("/") + 1).replace(/\..*$/, "");
  if (/(?:^|\/)pages\/api\//.test(file) && !/(?:^|\/)app\//.test(file)) return "pages-router";
  return name === "route" || name === "page" ? name : "action";
}
