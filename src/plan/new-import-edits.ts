import type { FileFacts, ImportFacts } from "../model/file.ts";
import type { Edit } from "../model/text.ts";
import { specifierText, type AddLine } from "./import-change.ts";

/** New `import` lines, in the file's own style: after the last import of the file's head, else at its beginning. */
export function newImportEdits(facts: FileFacts, text: string, lines: readonly AddLine[]): readonly Edit[] {
  if (lines.length === 0) return [];
  const { lineEnd } = facts.style;
  const block = lines.map((line) => importLine(facts, line)).join(lineEnd);
  const last = lastImportOfHead(facts.imports, text);
  const at = last === null ? facts.importInsertion : endOfLineComment(text, last.end);
  const inserted = last === null ? withBlankLines(block, { text, at, lineEnd }) : lineEnd + block;
  return [{ file: facts.file, start: at, end: at, text: inserted }];
}

function importLine({ style }: FileFacts, line: AddLine): string {
  const { quote, semicolons } = style;
  return `import { ${specifierText(line)} } from ${quote}${line.specifier}${quote}${semicolons ? ";" : ""}`;
}

/** Imports may stand anywhere; the head are those with nothing but comments and blank space between them. */
function lastImportOfHead(imports: readonly ImportFacts[], text: string): ImportFacts | null {
  let last: ImportFacts | null = null;
  for (const statement of imports) {
    if (last !== null && !isTrivia(text.slice(last.end, statement.start))) break;
    last = statement;
  }
  return last;
}

function isTrivia(text: string): boolean {
  return text.replace(/\/\*[^]*?\*\/|\/\/[^\n]*|;/g, "").trim() === "";
}

/** The end of the line if only blank space and a comment follow, so that the comment stays with its import. */
function endOfLineComment(text: string, from: number): number {
  const rest = /^(?:[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*\*\/)[ \t]*)?(?=\r?\n|$)/.exec(text.slice(from));
  return from + (rest?.[0].length ?? 0);
}

interface Insertion {
  readonly text: string;
  readonly at: number;
  readonly lineEnd: string;
}

/** A blank line between the import and what stands around it. */
function withBlankLines(block: string, { text, at, lineEnd }: Insertion): string {
  const before = /(?:\r?\n){0,2}$/.exec(text.slice(0, at))?.[0] ?? "";
  const after = /^(?:\r?\n){0,2}/.exec(text.slice(at))?.[0] ?? "";
  const missingBefore = at === 0 ? 0 : 2 - countLineEnds(before);
  const missingAfter = at === text.length ? 1 : 2 - countLineEnds(after);
  return lineEnd.repeat(missingBefore) + block + lineEnd.repeat(missingAfter);
}

function countLineEnds(text: string): number {
  return text.split("\n").length - 1;
}
