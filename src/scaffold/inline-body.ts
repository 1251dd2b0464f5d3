import type { Opening } from "../analyse/scaffold/opening.ts";
import { indentationAt } from "../plan/edit/text-lines.ts";
import type { OpeningContext } from "./opening-code.ts";
import type { OpeningNames } from "./opening-names.ts";
import { reindent, rewriteRange, type TextEdit, trimmed } from "./text-block.ts";

interface Placement extends OpeningContext {
  readonly names: OpeningNames;
  /** Indentation of the lines in their new place. */
  readonly indent: string;
  /** True if the returns stay the returns of a function of their own. */
  readonly isFunction: boolean;
}

/** The callback's body in its new place: names that collide renamed, lines moved, everything else byte for byte. */
export function inlineBody(opening: Opening, placement: Placement): string {
  const { callback } = opening;
  if (callback.kind !== "inline") return "";
  const { text } = placement;
  const range = trimmed(text, callback.body);
  const from = indentationAt(text, range.start);
  const edits = [
    ...renames(opening, placement),
    ...(placement.isFunction ? [] : awaits(opening)),
    ...tenantSettings(opening, placement),
  ];
  const moved = reindent(text, range, { from, to: placement.indent, verbatim: callback.verbatim });
  const isRemoved = ({ start, end }: TextEdit): boolean => edits.some((edit) => edit.start < start && end <= edit.end);
  return rewriteRange(text, range, [...edits, ...moved.filter((edit) => !isRemoved(edit))]);
}

function renames({ callback }: Opening, { names }: Placement): readonly TextEdit[] {
  if (callback.kind !== "inline") return [];
  return callback.names.flatMap(({ name, uses }) => {
    const renamed = names.renamed.get(name);
    if (renamed === undefined) return [];
    return uses.map(({ start, end, isShorthand }) => ({
      start,
      end,
      text: isShorthand ? `${name}: ${renamed}` : renamed,
    }));
  });
}

/** A `try` around the transaction sees what the callback's promise rejects with, so the returns must be awaited there. */
function awaits({ insideTry, callback }: Opening): readonly TextEdit[] {
  if (!insideTry || callback.kind !== "inline") return [];
  return callback.returns.flatMap(({ expression, needsAwait, needsParentheses }) => {
    if (!expression || !needsAwait) return [];
    const { start, end } = expression;
    const opening = { start, end: start, text: needsParentheses ? "await (" : "await " };
    return needsParentheses ? [opening, { start: end, end, text: ")" }] : [opening];
  });
}

/** A transaction in place: what it read before it set the tenant goes to the plain client, then the client is made. */
function tenantSettings(opening: Opening, { names, client, plainClient, text, style }: Placement): readonly TextEdit[] {
  const { callback } = opening;
  if (callback.kind !== "inline") return [];
  const [first, ...others] = callback.setsTenant;
  if (!first || names.client === null) return [];
  return [
    { ...first, text: `const ${names.client} = ${client(names.tenant)}${style.semicolons ? ";" : ""}` },
    ...others.map(({ start, end }) => ({ start: text.lastIndexOf("\n", start), end, text: "" })),
    ...callback.clientUsesBefore.map(({ start, end }) => ({ start, end, text: plainClient ?? "" })),
  ];
}
