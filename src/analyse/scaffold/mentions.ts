import { ts } from "ts-morph";
import { isNameUse } from "../body/name-use.ts";
import { type Declaration, isFunctionLike, resolveName } from "../syntax/scope.ts";

/**
 * True if a node uses one of the declared names: by name, or through a variable or function of the enclosing functions
 * whose own code uses it (`const run = async (tenantId, db) => handler(...)`).
 *
 * @param declarations parameters; what is destructured from one counts as the parameter
 */
export function mentions(node: ts.Node, declarations: ReadonlySet<ts.Node>): boolean {
  return mentionsOnce(node, declarations, new Set());
}

function mentionsOnce(node: ts.Node, declarations: ReadonlySet<ts.Node>, seen: Set<ts.Node>): boolean {
  if (ts.isIdentifier(node) && (isNameUse(node) || ts.isShorthandPropertyAssignment(node.parent))) {
    const declaration = resolveName(node.text, node);
    if (declaration && leadsTo(declaration, declarations, seen)) return true;
  }
  return ts.forEachChild(node, (child) => mentionsOnce(child, declarations, seen) || undefined) ?? false;
}

function leadsTo(declaration: Declaration, declarations: ReadonlySet<ts.Node>, seen: Set<ts.Node>): boolean {
  if (declarations.has(declaration) || declarations.has(parameterOf(declaration))) return true;
  if (seen.has(declaration) || !isLocal(declaration)) return false;
  seen.add(declaration);
  const code = isFunctionLike(declaration) ? declaration.body : initializerOf(declaration);
  return code !== undefined && mentionsOnce(code, declarations, seen);
}

function initializerOf(declaration: Declaration): ts.Expression | undefined {
  return ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
}

/** The parameter that a binding element is a part of; the declaration itself if it is no such part. */
function parameterOf(declaration: ts.Node): ts.Node {
  let current = declaration;
  while (ts.isBindingElement(current) || ts.isObjectBindingPattern(current) || ts.isArrayBindingPattern(current)) {
    current = current.parent;
  }
  return current;
}

function isLocal(declaration: Declaration): boolean {
  if (!ts.isVariableDeclaration(declaration) && !ts.isFunctionDeclaration(declaration)) return false;
  const statement = ts.isFunctionDeclaration(declaration) ? declaration : declaration.parent.parent;
  return !ts.isSourceFile(statement.parent);
}
