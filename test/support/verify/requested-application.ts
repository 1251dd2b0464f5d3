import type { RoutedHandler } from "../../../src/verify/requests/match-route.ts";
import type { RequestedApplication } from "../../../src/verify/requests/request-set.ts";
import { routePathOf } from "../../../src/discover/route-path.ts";

/** The handlers that ids name: `src/app/api/orders/route.ts#POST`. */
export function handlersOf(...ids: readonly string[]): readonly RoutedHandler[] {
  return ids.map((id) => {
    const [file = "", exported = ""] = id.split("#");
    return { id, file, route: routePathOf(file), method: /^[A-Z]+$/.test(exported) ? exported : null };
  });
}

/** An application with these handlers and no other files. */
export function applicationOf(...ids: readonly string[]): RequestedApplication {
  const handlers = handlersOf(...ids);
  return { handlers, basePath: "", isFile: (path) => handlers.some(({ file }) => file === path) };
}
