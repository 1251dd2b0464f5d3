import { ts } from "ts-morph";
import type { TextRange } from "../../model/text.ts";
import { forEachNode, rangeOf } from "./own-nodes.ts";

/** The parts of template literals, of text in JSX and of continued strings: white space at a line's start counts. */
export function verbatimRanges(fn: ts.FunctionLikeDeclaration): readonly TextRange[] {
  const ranges: TextRange[] = [];
  forEachNode(fn, (node) => {
    if (isVerbatim(node)) ranges.push(ts.isJsxText(node) ? { start: node.pos, end: node.end } : rangeOf(node));
  });
  return ranges;
}

function isVerbatim(node: ts.Node): boolean {
  if (ts.isJsxText(node)) return !node.containsOnlyTriviaWhiteSpaces;
  return (
    ts.isStringLiteral(node) ||
    ts.isNoSubstitutionTemplateLiteral(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddle(node) ||
    ts.isTemplateTail(node)
  );
}
