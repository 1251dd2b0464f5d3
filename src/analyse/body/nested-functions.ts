import { ts } from "ts-morph";
import type { NestedFunctionFacts } from "../../model/body.ts";
import { isFunctionLike } from "../syntax/scope.ts";
import { trailingEnd } from "./comments.ts";
import { forEachNode, forEachOwnNode, rangeOf } from "./own-nodes.ts";

/** Every function written inside another one, in source order. */
export function nestedFunctions(fn: ts.FunctionLikeDeclaration, text: string): readonly NestedFunctionFacts[] {
  const functions: NestedFunctionFacts[] = [];
  forEachNode(fn, (node) => {
    if (isFunctionLike(node)) functions.push(nestedFunction(node, text));
  });
  return functions;
}

function nestedFunction(node: ts.FunctionLikeDeclaration, text: string): NestedFunctionFacts {
  const names = new Set<string>();
  let returns = false;
  forEachOwnNode(node, (own) => {
    if (ts.isReturnStatement(own)) returns = true;
    for (const name of namesDeclaredBy(own)) names.add(name);
  });
  const last = node.body && ts.isBlock(node.body) ? node.body.statements.at(-1) : undefined;
  return { ...rangeOf(node), names: [...names], returns, contentEnd: last ? trailingEnd(last, text) : null };
}

/** Names that a node introduces into the scope around it. */
export function namesDeclaredBy(node: ts.Node): readonly string[] {
  const declares =
    ts.isVariableDeclaration(node) ||
    ts.isBindingElement(node) ||
    ts.isParameter(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isClassLike(node) ||
    ts.isEnumDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node);
  return declares && node.name && ts.isIdentifier(node.name) ? [node.name.text] : [];
}
