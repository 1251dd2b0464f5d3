import { ts } from "ts-morph";
import type { TextStyle } from "../../model/text.ts";
import { forEachNode } from "./own-nodes.ts";

/** How a file writes line ends, indentation, strings and statement ends: what most of its lines do. */
export function textStyle(source: ts.SourceFile): TextStyle {
  const known = styles.get(source) ?? styleOf(source);
  styles.set(source, known);
  return known;
}

const styles = new WeakMap<ts.SourceFile, TextStyle>();

function styleOf(source: ts.SourceFile): TextStyle {
  const { text } = source;
  return {
    lineEnd: text.includes("\r\n") ? "\r\n" : "\n",
    indent: indentUnit(text),
    quote: count(text, /'[^'"\n]*'/g) > count(text, /"[^'"\n]*"/g) ? "'" : '"',
    semicolons: usesSemicolons(source),
  };
}

/** A tab, or the most frequent step by which a line is indented deeper than the one above. */
function indentUnit(text: string): string {
  const steps = new Map<number, number>();
  let previous = 0;
  for (const line of text.split("\n")) {
    if (/^\t+\S/.test(line)) return "\t";
    const width = /^( *)[^\s*]/.exec(line)?.[1]?.length;
    if (width === undefined) continue;
    if (width > previous) steps.set(width - previous, (steps.get(width - previous) ?? 0) + 1);
    previous = width;
  }
  const [best] = [...steps].toSorted((a, b) => b[1] - a[1] || a[0] - b[0]);
  return " ".repeat(best?.[0] ?? 2);
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

function usesSemicolons(source: ts.SourceFile): boolean {
  let balance = 0;
  forEachNode(source, (node) => {
    if (!ts.isExpressionStatement(node) && !ts.isVariableStatement(node) && !ts.isReturnStatement(node)) return;
    balance += source.text[node.end - 1] === ";" ? 1 : -1;
  });
  return balance >= 0;
}
