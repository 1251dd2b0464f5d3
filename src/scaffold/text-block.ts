import type { Edit, RepositoryPath, TextRange, TextStyle } from "../model/text.ts";
import { applyEdits } from "../plan/apply-edits.ts";

/** The text of a range after edits that count in the whole text. Edits outside the range are left out. */
export function rewriteRange(text: string, range: TextRange, edits: readonly TextEdit[]): string {
  const inside = edits.filter(({ start, end }) => range.start <= start && end <= range.end);
  return applyEdits(
    text.slice(range.start, range.end),
    inside.map((edit) => ({ ...edit, file: "", start: edit.start - range.start, end: edit.end - range.start })),
  );
}

/** An edit whose file is known from where it stands. */
export type TextEdit = TextRange & { readonly text: string };

export function inFile(file: RepositoryPath, edits: readonly TextEdit[]): readonly Edit[] {
  return edits.map((edit) => ({ ...edit, file }));
}

/** Statements, one a line; the first line gets no indentation. */
export function lines(statements: readonly string[], { style, indent }: { style: TextStyle; indent: string }): string {
  return statements.join(style.lineEnd + indent);
}

/** Code that is written here with `;` and `"`, as the file writes it. */
export function inStyle(code: string, style: TextStyle): string {
  const quoted = style.quote === "'" ? code.replaceAll('"', "'") : code;
  return style.semicolons ? quoted : quoted.replace(/;$/gm, "");
}

/** The edits that move the lines of a range from one indentation to another; lines inside literals stay. */
export function reindent(
  text: string,
  range: TextRange,
  move: { from: string; to: string; verbatim: readonly TextRange[] },
): readonly TextEdit[] {
  if (move.from === move.to) return [];
  const edits: TextEdit[] = [];
  for (let at = text.indexOf("\n", range.start); at >= 0 && at + 1 < range.end; at = text.indexOf("\n", at + 1)) {
    const start = at + 1;
    const isVerbatim = move.verbatim.some((literal) => literal.start < start && start < literal.end);
    if (!isVerbatim && text.startsWith(move.from, start))
      edits.push({ start, end: start + move.from.length, text: move.to });
  }
  return edits;
}

/** The range without white space at both ends. */
export function trimmed(text: string, { start, end }: TextRange): TextRange {
  const inner = text.slice(start, end);
  const from = start + inner.length - inner.trimStart().length;
  return { start: from, end: Math.max(from, start + inner.trimEnd().length) };
}
