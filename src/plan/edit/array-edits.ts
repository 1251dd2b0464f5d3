import type { TextRange } from "../../model/text.ts";
import type { ArrayRewrite, RegionPlan } from "../region/region.ts";
import { type EditContext, terminator } from "./edit-context.ts";
import { indentationAt } from "./text-lines.ts";

/** Writes `const [a, b] = await db.$transaction([x, y])` as `const a = await x; const b = await y;`, a line each. */
export function arrayEdits(array: ArrayRewrite, region: RegionPlan, context: EditContext): void {
  const { statement, elements, names, keyword } = array;
  const { body, text, edits } = context;
  const base = indentationAt(text, statement.start);
  const declare = (index: number): string => (names ? `${keyword} ${names[index] ?? ""} = await ` : "await ");
  const newLine = `${body.style.lineEnd}${base}${region.unbraced ? "" : body.style.indent}`;
  const end = terminator(context);

  for (const [index, element] of elements.entries()) {
    const previous = elements[index - 1];
    if (!previous) {
      edits.replace({ start: statement.start, end: element.start }, declare(index));
      continue;
    }
    const between = text.slice(previous.end, element.start);
    const comma = between.indexOf(",");
    if (!between.includes("\n"))
      edits.replace({ start: previous.end, end: element.start }, `${end}${newLine}${declare(index)}`);
    else {
      edits.replace({ start: previous.end, end: previous.end + comma + 1 }, end);
      edits.insert(element.start, declare(index));
    }
  }
  closeArray(array, context);
}

/** The elements of a region's arrays that stand where their statements will: on lines of their own, one step deeper. */
export function settledElements({ arrays }: RegionPlan, { body, text }: EditContext): readonly TextRange[] {
  return arrays.flatMap(({ statement, elements }) => {
    const inner = indentationAt(text, statement.start) + body.style.indent;
    const isAlone = (place: number): boolean => /\n[ \t]*$/.test(text.slice(0, place));
    return elements
      .filter(({ start }) => isAlone(start) && indentationAt(text, start) === inner)
      .map(({ start, end }) => ({ start: start - inner.length - 1, end }));
  });
}

/** Removes the brackets behind the last element; a comment there stays. */
function closeArray({ statement, elements }: ArrayRewrite, context: EditContext): void {
  const { text, edits } = context;
  const last = elements.at(-1);
  if (!last) return;
  const end = terminator(context);
  const rest = text.slice(last.end, statement.end);
  const comment = /^\s*,?([ \t]*\/\/[^\n]*?)\r?\n/.exec(rest);
  if (!comment?.[1]) return edits.replace({ start: last.end, end: statement.end }, end);
  const commentEnd = last.end + comment[0].trimEnd().length;
  edits.replace({ start: last.end, end: commentEnd - comment[1].length }, end);
  edits.remove({ start: commentEnd, end: statement.end });
}
