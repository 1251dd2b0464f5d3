import { ts } from "ts-morph";
import type { TextRange } from "../../model/text.ts";
import { isFunctionLike } from "../syntax/scope.ts";

/** Calls `visit` for every node of a function that belongs to it and not to a function or class inside it. */
export function forEachOwnNode(root: ts.Node, visit: (node: ts.Node) => void): void {
  const step = (node: ts.Node): void => {
    visit(node);
    if (!isFunctionLike(node) && !ts.isClassLike(node)) ts.forEachChild(node, step);
  };
  ts.forEachChild(root, step);
}

/** Calls `visit` for every node below, nested functions included. */
export function forEachNode(root: ts.Node, visit: (node: ts.Node) => void): void {
  const step = (node: ts.Node): void => {
    visit(node);
    ts.forEachChild(node, step);
  };
  ts.forEachChild(root, step);
}

/** The innermost function around a node. */
export function functionAround(node: ts.Node): ts.FunctionLikeDeclaration | null {
  let current: ts.Node | undefined = node.parent;
  while (current && !isFunctionLike(current)) current = current.parent;
  return current ?? null;
}

/** The node without the white space and comments before it. */
export function rangeOf(node: ts.Node): TextRange {
  return { start: node.getStart(), end: node.end };
}

export function contains(outer: TextRange, inner: TextRange): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
