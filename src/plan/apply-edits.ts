import MagicString from "magic-string";
import type { Edit } from "../model/text.ts";

/**
 * The text with all edits made. Bytes outside the edits stay as they are. Insertions at one place keep the order they
 * have in `edits`, and stand before a replacement that starts there.
 *
 * @param text without the byte order mark, as the edits count
 * @throws RangeError if edits overlap or lie outside the text; ask `findOverlap` first where that is possible
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const sorted = inTextOrder(edits);
  const overlap = findOverlap(sorted);
  if (overlap !== null)
    throw new RangeError(`Edits overlap: ${describeEdit(overlap[0])} and ${describeEdit(overlap[1])}`);
  const outside = sorted.find(({ start, end }) => start < 0 || end < start || end > text.length);
  if (outside !== undefined) throw new RangeError(`Edit outside the text: ${describeEdit(outside)}`);
  const result = new MagicString(text);
  for (const { start, end, text: replacement } of sorted) {
    if (start < end) result.update(start, end, replacement);
  }
  // Insertions come last: replacing a chunk afterwards would drop what was attached to it.
  for (const { start, end, text: inserted } of sorted) {
    if (start === end) result.appendLeft(start, inserted);
  }
  return result.toString();
}

/** The first two edits that share a character, or of which one inserts into the middle of the other; else null. */
export function findOverlap(edits: readonly Edit[]): readonly [Edit, Edit] | null {
  let furthest: Edit | null = null;
  for (const edit of inTextOrder(edits)) {
    if (furthest !== null && edit.start < furthest.end) return [furthest, edit];
    if (furthest === null || edit.end >= furthest.end) furthest = edit;
  }
  return null;
}

/** `120-134`: where an edit stands, for messages. */
export function describeEdit({ start, end }: Pick<Edit, "start" | "end">): string {
  return `${start}-${end}`;
}

function inTextOrder(edits: readonly Edit[]): readonly Edit[] {
  return edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
}
