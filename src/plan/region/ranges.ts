import type { TextRange } from "../../model/text.ts";

export function contains(outer: TextRange, inner: TextRange): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

export function isSameRange(a: TextRange, b: TextRange): boolean {
  return a.start === b.start && a.end === b.end;
}

export function isInside(outer: TextRange): (inner: TextRange) => boolean {
  return (inner) => contains(outer, inner);
}
