const HTTP_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** Where a handler lives: `src/app/api/orders/route.ts#POST:2` is file, export and number of the wrapper call. */
export interface HandlerPlace {
  file: string;
  exported: string;
  kind: "route" | "page" | "action";
}

/** Takes a handler's id apart. */
export function parseHandlerId(id: string): HandlerPlace {
  const [file = "", name = ""] = id.split("#");
  const exported = name.replace(/:\d+$/, "");
  if (HTTP_METHODS.includes(exported)) return { file, exported, kind: "route" };
  return { file, exported, kind: exported === "default" ? "page" : "action" };
}

/** The URL path of a file under `src/app`, with values for its dynamic segments. */
export function urlPath(file: string, params: Record<string, string | string[]>): string {
  const segments = file
    .replace(/^src\/app\//, "")
    .split("/")
    .slice(0, -1)
    .filter((segment) => !/^\(.*\)$/.test(segment))
    .map((segment) => {
      const name = /^\[(?:\.\.\.)?(\w+)\]$/.exec(segment)?.[1];
      return name === undefined ? segment : [params[name] ?? segment].flat().join("/");
    });
  return `/${segments.join("/")}`;
}
