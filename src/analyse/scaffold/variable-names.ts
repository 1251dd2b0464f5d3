import { ts } from "ts-morph";
import { isNameUse } from "../body/name-use.ts";
import { functionAround } from "../body/own-nodes.ts";
import { resolveName } from "../syntax/scope.ts";

/** Uses and declarations of variables; not properties, not types. */
export function isVariableName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isShorthandPropertyAssignment(parent) && parent.name === node) return true;
  const declares =
    ts.isVariableDeclaration(parent) ||
    ts.isParameter(parent) ||
    ts.isBindingElement(parent) ||
    ts.isFunctionDeclaration(parent);
  if (declares && parent.name === node) return true;
  return isNameUse(node) && !ts.isTypeReferenceNode(parent);
}

/**
 * Names that a function declares itself or uses from outside; not those that only functions nested in it know.
 *
 * @param except a node below that does not count
 */
export function scopeNames(fn: ts.FunctionLikeDeclaration, except: ts.Node | null = null): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (node === except || ts.isTypeNode(node)) return;
    if (ts.isIdentifier(node) && isVariableName(node) && isKnownTo(fn, node)) names.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(fn);
  return names;
}

function isKnownTo(fn: ts.FunctionLikeDeclaration, node: ts.Identifier): boolean {
  const declaration = resolveName(node.text, node);
  const owner = declaration ? functionAround(declaration) : null;
  return owner === null || owner === fn || owner.pos < fn.pos || fn.end < owner.end;
}
