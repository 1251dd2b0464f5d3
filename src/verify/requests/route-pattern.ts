/** A segment of a route's path: `orders`, `[id]`, `[...path]`, `[[...path]]`. */
type Segment =
  | { readonly kind: "static"; readonly text: string }
  | { readonly kind: "dynamic" | "catch-all" | "optional-catch-all"; readonly name: string };

/** The values of a route's dynamic segments, decoded; a list for `[...path]`. */
export type RouteParams = Readonly<Record<string, string | readonly string[]>>;

/** What a route's path says about URLs. */
export interface RoutePattern {
  readonly segments: readonly Segment[];
  /** The values of the dynamic segments if the path fits, else null. */
  match(path: readonly string[]): RouteParams | null;
  /** The URL path, encoded; null if a value is missing. */
  fill(params: RouteParams): string | null;
}

/** Reads a route's path as `routePathOf` gives it: `/api/orders/[orderId]` (Next.js: "Dynamic Routes"). */
export function routePattern(route: string): RoutePattern {
  const segments = route.split("/").filter(isText).map(segmentOf);
  return {
    segments,
    match: (path) => matchSegments(segments, path),
    fill: (params) => fillSegments(segments, params),
  };
}

/**
 * The decoded segments of a URL's path; null for an encoding that is none, to which Next answers 400. A slash at the
 * end says nothing.
 */
export function pathSegments(path: string): readonly string[] | null {
  try {
    return path.split("/").filter(isText).map(decodeURIComponent);
  } catch {
    return null;
  }
}

const rank: Readonly<Record<Segment["kind"], number>> = {
  static: 0,
  dynamic: 1,
  "catch-all": 2,
  "optional-catch-all": 3,
};

/**
 * Below 0 if Next asks `left` first. Next sorts routes as a tree, segment by segment: the route that ends here, static,
 * dynamic, catch-all, optional catch-all; the first that fits is taken (Next.js: `getSortedRoutes`).
 */
export function byPrecedence(left: RoutePattern, right: RoutePattern): number {
  const length = Math.max(left.segments.length, right.segments.length);
  for (let index = 0; index < length; index++) {
    const difference = rankAt(left, index) - rankAt(right, index);
    if (difference !== 0) return difference;
  }
  return 0;
}

function rankAt({ segments }: RoutePattern, index: number): number {
  const segment = segments[index];
  return segment === undefined ? -1 : rank[segment.kind];
}

function isText(text: string): boolean {
  return text !== "";
}

function segmentOf(text: string): Segment {
  const [, optional] = /^\[\[\.\.\.(.+)\]\]$/.exec(text) ?? [];
  if (optional !== undefined) return { kind: "optional-catch-all", name: optional };
  const [, dots, name] = /^\[(\.\.\.)?(.+)\]$/.exec(text) ?? [];
  if (name !== undefined) return { kind: dots === undefined ? "dynamic" : "catch-all", name };
  return { kind: "static", text: pathSegments(text)?.[0] ?? text };
}

function matchSegments(segments: readonly Segment[], path: readonly string[]): RouteParams | null {
  const params: [string, string | readonly string[]][] = [];
  for (const [index, segment] of segments.entries()) {
    const text = path[index];
    if (segment.kind === "catch-all" || segment.kind === "optional-catch-all") {
      const rest = path.slice(index);
      if (rest.length > 0) return Object.fromEntries([...params, [segment.name, rest]]);
      return segment.kind === "catch-all" ? null : Object.fromEntries(params);
    }
    if (text === undefined || (segment.kind === "static" && segment.text !== text)) return null;
    if (segment.kind === "dynamic") params.push([segment.name, text]);
  }
  return path.length === segments.length ? Object.fromEntries(params) : null;
}

function fillSegments(segments: readonly Segment[], params: RouteParams): string | null {
  const path: string[] = [];
  for (const segment of segments) {
    const value = segment.kind === "static" ? segment.text : params[segment.name];
    const parts = value === undefined ? [] : typeof value === "string" ? [value] : value;
    if (parts.some((part) => part === "")) return null;
    if (parts.length === 0 && segment.kind !== "optional-catch-all") return null;
    path.push(...parts.map(encodeURIComponent));
  }
  return `/${path.join("/")}`;
}
