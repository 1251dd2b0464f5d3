import { ts } from "ts-morph";

/** Start of the comments that stand right above a node, without a blank line between; the node's start if none. */
export function leadingStart(node: ts.Node, text: string): number {
  let start = node.getStart();
  const comments = ts.getLeadingCommentRanges(text, node.pos) ?? [];
  for (const comment of comments.toReversed()) {
    if (comment.end > start || hasBlankLine(text.slice(comment.end, start))) break;
    start = comment.pos;
  }
  return start;
}

/** End of the comments that follow a node on its last line, if nothing else does; the node's end if not. */
export function trailingEnd(node: ts.Node, text: string): number {
  const last = ts.getTrailingCommentRanges(text, node.end)?.at(-1);
  if (!last) return node.end;
  return /^[^\S\r\n]*(\r|\n|$)/.test(text.slice(last.end)) ? last.end : node.end;
}

function hasBlankLine(between: string): boolean {
  return between.split("\n").length > 2;
}
