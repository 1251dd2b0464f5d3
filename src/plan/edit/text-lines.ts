import type { TextRange } from "../../model/text.ts";

/** White space at the start of the line that a place is on. */
export function indentationAt(text: string, place: number): string {
  const start = text.lastIndexOf("\n", place - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, place))?.[0] ?? "";
}

/** Starts of the lines that begin inside a range, blank ones excepted. */
export function lineStartsIn(text: string, { start, end }: TextRange): readonly number[] {
  const starts: number[] = [];
  for (let at = text.indexOf("\n", start); at >= 0 && at + 1 < end; at = text.indexOf("\n", at + 1)) {
    if (/^[ \t]*[^\s]/.test(text.slice(at + 1, end))) starts.push(at + 1);
  }
  return starts;
}
