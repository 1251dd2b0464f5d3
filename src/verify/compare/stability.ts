import type { Comparable } from "./comparable.ts";

/** Stands for a value that differs between two runs of the legacy version. */
const UNSTABLE = "<unstable>";

/**
 * Paths at which two runs of the same version differ: `body.token`, `rows.Order.added[].secret`. Items of a list share
 * one path; a list whose length differs is unstable as a whole.
 */
export function unstablePaths(first: Comparable, second: Comparable): readonly string[] {
  return [...new Set(differingPaths(first, second, ""))].sort();
}

/** The parts with the values at these paths left out. */
export function withoutUnstable(parts: Comparable, paths: readonly string[]): Comparable {
  return paths.length === 0 ? parts : (hide(parts, "", new Set(paths)) as Comparable);
}

function differingPaths(first: unknown, second: unknown, path: string): readonly string[] {
  if (Array.isArray(first) && Array.isArray(second) && first.length === second.length) {
    return first.flatMap((item, index) => differingPaths(item, second[index], `${path}[]`));
  }
  if (isRecord(first) && isRecord(second)) {
    const names = new Set([...Object.keys(first), ...Object.keys(second)]);
    return [...names].flatMap((name) => differingPaths(first[name], second[name], memberPath(path, name)));
  }
  return Object.is(first, second) ? [] : [path];
}

function hide(value: unknown, path: string, paths: ReadonlySet<string>): unknown {
  if (paths.has(path)) return UNSTABLE;
  if (Array.isArray(value)) return value.map((item: unknown) => hide(item, `${path}[]`, paths));
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).map(([name, own]) => [name, hide(own, memberPath(path, name), paths)] as const);
  // What is there in one run only is unstable as well: it is left out, not marked.
  return Object.fromEntries(entries.filter(([, own]) => own !== UNSTABLE));
}

function memberPath(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
