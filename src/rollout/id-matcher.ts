import picomatch from "picomatch";

/**
 * Says whether a handler id is meant by any of the values of `--only`: the id itself, or a glob over ids or files.
 * Square and round brackets are part of Next.js paths (`[id]`, `(group)`), so they stand for themselves.
 */
export function isMeant(id: string, only: readonly string[]): boolean {
  const file = id.slice(0, id.lastIndexOf("#"));
  return only.some((value) => value === id || value === file || globOf(value)(id) || globOf(value)(file));
}

const compiled = new Map<string, (text: string) => boolean>();

function globOf(value: string): (text: string) => boolean {
  const known = compiled.get(value);
  if (known) return known;
  const match = picomatch(value.replace(/[[\]()]/g, "\\$&"), { dot: true });
  compiled.set(value, match);
  return match;
}
