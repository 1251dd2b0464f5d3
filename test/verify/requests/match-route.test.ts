import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matchRoute, type RoutedHandler } from "../../../src/verify/requests/match-route.ts";
import { handlersOf } from "../../support/verify/requested-application.ts";

const handlers = handlersOf(
  "src/app/api/orders/route.ts#GET",
  "src/app/api/orders/route.ts#POST",
  "src/app/api/orders/stats/route.ts#GET",
  "src/app/api/orders/[orderId]/route.ts#GET",
  "src/app/api/orders/[orderId]/route.ts#DELETE",
  "src/app/api/(internal)/files/[...path]/route.ts#GET",
  "src/app/api/docs/[[...slug]]/route.ts#GET",
  "src/app/api/café/route.ts#GET",
  "src/app/(portal)/dashboard/page.tsx#default",
  "src/app/@modal/dashboard/page.tsx#default",
  "src/app/dashboard/layout.tsx#default",
  "src/app/photos/[id]/page.tsx#default",
  "src/app/feed/@modal/(..)photos/[id]/page.tsx#default",
  "src/app/@modal/(.)photos/[id]/page.tsx#default",
  "src/pages/api/legacy.ts#default",
);

function matched(method: string, path: string, basePath = ""): unknown {
  const match = matchRoute({ method, path }, handlers, basePath);
  return match.target === null ? match.why : [`${match.target.file}#${match.target.exported}`, match.params];
}

describe("what a URL reaches", () => {
  test.each([
    ["a static route", "POST", "/api/orders", "src/app/api/orders/route.ts#POST", {}],
    ["a slash at the end", "GET", "/api/orders/", "src/app/api/orders/route.ts#GET", {}],
    ["static before dynamic", "GET", "/api/orders/stats", "src/app/api/orders/stats/route.ts#GET", {}],
    ["a dynamic segment", "GET", "/api/orders/7", "src/app/api/orders/[orderId]/route.ts#GET", { orderId: "7" }],
    [
      "an encoded value",
      "GET",
      "/api/orders/a%2Fb%20c",
      "src/app/api/orders/[orderId]/route.ts#GET",
      { orderId: "a/b c" },
    ],
    ["an encoded folder", "GET", "/api/caf%C3%A9", "src/app/api/café/route.ts#GET", {}],
    [
      "the rest of a path, below a group",
      "GET",
      "/api/files/2025/a.pdf",
      "src/app/api/(internal)/files/[...path]/route.ts#GET",
      { path: ["2025", "a.pdf"] },
    ],
    [
      "an optional rest that is there",
      "GET",
      "/api/docs/a",
      "src/app/api/docs/[[...slug]]/route.ts#GET",
      { slug: ["a"] },
    ],
    ["an optional rest that is not there", "GET", "/api/docs", "src/app/api/docs/[[...slug]]/route.ts#GET", {}],
    ["a page, not its slot or layout", "GET", "/dashboard", "src/app/(portal)/dashboard/page.tsx#default", {}],
    ["a page, not what intercepts it", "GET", "/photos/a%20b", "src/app/photos/[id]/page.tsx#default", { id: "a%20b" }],
    ["HEAD without an export of its own", "HEAD", "/api/orders", "src/app/api/orders/route.ts#GET", {}],
    ["a method in lower case", "post", "/api/orders", "src/app/api/orders/route.ts#POST", {}],
  ])("%s", (_shape, method, path, id, params) => {
    expect(matched(method, path)).toEqual([id, params]);
  });

  test("below a base path, and only there", () => {
    expect(matched("GET", "/portal/api/orders", "/portal")).toEqual(["src/app/api/orders/route.ts#GET", {}]);
    expect(matched("GET", "/api/orders", "/portal")).toBe("no handler; the application's base path is /portal");
    expect(matched("GET", "/portals/api/orders", "/portal")).toContain("base path");
  });

  test("a route file without handlers keeps its URL to itself", () => {
    const health = { file: "src/app/api/orders/health/route.ts", route: "/api/orders/health", method: null, id: null };
    expect(matchRoute({ method: "GET", path: "/api/orders/health" }, [...handlers, health])).toEqual({
      target: null,
      why: "src/app/api/orders/health/route.ts has no handler",
    });
  });

  test("an export that calls no wrapper itself is called all the same: its handler may be in a helper", () => {
    const kiosk = { file: "src/app/api/kiosk/route.ts", route: "/api/kiosk", method: "GET", id: null };
    expect(matchRoute({ method: "GET", path: "/api/kiosk" }, [kiosk]).target?.exported).toBe("GET");
  });
});

describe("what reaches nothing says why", () => {
  test.each([
    ["a typing error", "GET", "/api/order", "no handler; the nearest route is /api/orders"],
    ["too long a path", "GET", "/api/orders/7/lines", "no handler; the nearest route is /api/orders/[orderId]"],
    ["nothing like it", "GET", "/x", "no handler"],
    ["a rest that is missing", "GET", "/api/files", "the nearest route is"],
    ["an encoding that is none", "GET", "/api/orders/%zz", "no handler; the path is not encoded as URLs are"],
    ["another method", "PUT", "/api/orders", "src/app/api/orders/route.ts has handlers for GET, POST only"],
    ["a POST to a page", "POST", "/dashboard", "is a page; a server action is known by its file only"],
    ["the pages router", "GET", "/api/legacy", "of the pages router, which is not supported"],
  ])("%s", (_shape, method, path, why) => {
    expect(matched(method, path)).toContain(why);
  });
});

test("agrees with a plain reading of Next's rule on random routes", () => {
  const segment = fc.constantFrom("a", "b", "[x]");
  const rest = fc.constantFrom("", "", "[...r]", "[[...o]]");
  const route = fc
    .tuple(fc.array(segment, { maxLength: 3 }), rest)
    .map(([segments, last]) => `/${[...segments, ...(last === "" ? [] : [last])].join("/")}`);
  const path = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 4 }).map((segments) => `/${segments.join("/")}`);
  const property = fc.property(fc.uniqueArray(route, { maxLength: 8 }), path, (routes, asked) => {
    const match = matchRoute({ method: "GET", path: asked }, routes.map(routed));
    expect(match.target?.file ?? null, `${asked} among ${routes.join(" ")}`).toBe(reference(routes, asked));
  });
  fc.assert(property, { numRuns: 3000 });
});

function routed(route: string): RoutedHandler {
  return { file: fileOf(route), route, method: "GET", id: null };
}

function fileOf(route: string): string {
  return `app${route === "/" ? "" : route}/route.ts`;
}

/** Regular expressions, sorted by their routes spelt so that the order of characters is Next's order. */
function reference(routes: readonly string[], path: string): string | null {
  const spelt = (route: string): string =>
    route
      .split("/")
      .map((segment) =>
        segment.startsWith("[[")
          ? "3"
          : segment.startsWith("[...")
            ? "2"
            : segment.startsWith("[")
              ? "1"
              : `0${segment}`,
      )
      .join("/");
  const fitting = routes.filter((route) => {
    const source = route
      .replace(/\/\[\[\.\.\.\w+\]\]/, "(?:/.+)?")
      .replace(/\/\[\.\.\.\w+\]/, "/.+")
      .replaceAll(/\/\[\w+\]/g, "/[^/]+");
    return new RegExp(`^${source === "/" ? "" : source}$`).test(path === "/" ? "" : path);
  });
  const [first] = fitting.sort((left, right) => (spelt(left) < spelt(right) ? -1 : 1));
  return first === undefined ? null : fileOf(first);
}
