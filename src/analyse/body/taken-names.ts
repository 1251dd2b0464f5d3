import { ts } from "ts-morph";
import { isFunctionLike } from "../syntax/scope.ts";
import { namesDeclaredBy } from "./nested-functions.ts";
import { isNameUse } from "./name-use.ts";
import { forEachNode, forEachOwnNode } from "./own-nodes.ts";

/**
 * Names that a new one must not have: those that the handler and its nested functions declare or use (globals
 * included), and those of the functions around it and of the file's top level.
 */
export function takenNames(fn: ts.FunctionLikeDeclaration): readonly string[] {
  const names = new Set<string>();
  const declare = (node: ts.Node): void => namesDeclaredBy(node).forEach((name) => names.add(name));
  forEachNode(fn, (node) => {
    declare(node);
    if (ts.isIdentifier(node) && isNameUse(node)) names.add(node.text);
  });
  for (let node: ts.Node | undefined = fn.parent; node; node = node.parent) {
    if (isFunctionLike(node)) forEachOwnNode(node, declare);
    if (ts.isSourceFile(node)) topLevelNames(node).forEach((name) => names.add(name));
  }
  return [...names].toSorted();
}

const namesOfFiles = new WeakMap<ts.SourceFile, readonly string[]>();

function topLevelNames(source: ts.SourceFile): readonly string[] {
  const known = namesOfFiles.get(source);
  if (known) return known;
  const names = new Set(importedNames(source));
  forEachOwnNode(source, (node) => namesDeclaredBy(node).forEach((name) => names.add(name)));
  const all = [...names];
  namesOfFiles.set(source, all);
  return all;
}

function importedNames(source: ts.SourceFile): readonly string[] {
  return source.statements.filter(ts.isImportDeclaration).flatMap(({ importClause }) => {
    const bindings = importClause?.namedBindings;
    const own = importClause?.name ? [importClause.name.text] : [];
    if (!bindings) return own;
    if (ts.isNamespaceImport(bindings)) return [...own, bindings.name.text];
    return [...own, ...bindings.elements.map(({ name }) => name.text)];
  });
}
