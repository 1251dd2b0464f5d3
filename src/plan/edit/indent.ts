import type { TextRange } from "../../model/text.ts";
import type { EditContext } from "./edit-context.ts";
import { lineStartsIn } from "./text-lines.ts";

/**
 * Indents the lines that begin inside a range, except where white space is part of a value.
 *
 * @param context `settled`: ranges whose lines stand where they should already
 */
export function indent(
  range: TextRange,
  unit: string,
  { body, text, edits, settled = [] }: EditContext & { readonly settled?: readonly TextRange[] },
): void {
  const fixed = [...body.verbatim, ...settled];
  for (const start of lineStartsIn(text, range)) {
    const isFixed = fixed.some((literal) => literal.start < start && start < literal.end);
    if (!isFixed && !edits.cutsThrough(start)) edits.insert(start, unit);
  }
}
