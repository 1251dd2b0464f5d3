import { ts } from "ts-morph";
import { isFunctionLike } from "./scope.ts";

/**
 * The name by which a person knows the function around a node: its own, the variable or property it is assigned to,
 * `Class.method`, or that of the next named function around it. `module` at the top level.
 */
export function enclosingFunctionName(node: ts.Node): string {
  for (let current: ts.Node | undefined = node; current; current = current.parent) {
    if (!isFunctionLike(current)) continue;
    const name = functionName(current);
    if (name) return name;
  }
  return "module";
}

/** A function's own name, or null for one that is written in place (a callback). */
export function functionName(node: ts.FunctionLikeDeclaration): string | null {
  if (ts.isConstructorDeclaration(node)) return `${className(node)}.constructor`;
  if (node.name && ts.isClassLike(node.parent)) return `${className(node)}.${textOf(node.name)}`;
  if (node.name) return textOf(node.name);
  const parent = skipWrappers(node);
  if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)) return parent.name.text;
  if (ts.isPropertyAssignment(parent)) return textOf(parent.name);
  if (ts.isPropertyDeclaration(parent)) return `${className(parent)}.${textOf(parent.name)}`;
  if (ts.isFunctionDeclaration(node) || ts.isExportAssignment(parent)) return "default";
  return null;
}

/** `const POST = wrap(async () => {})` still names the function. */
function skipWrappers(node: ts.Node): ts.Node {
  let current = node.parent;
  while (ts.isParenthesizedExpression(current) || ts.isAsExpression(current) || ts.isSatisfiesExpression(current)) {
    current = current.parent;
  }
  return current;
}

function className(member: ts.Node): string {
  const owner = member.parent;
  return ts.isClassLike(owner) && owner.name ? owner.name.text : "class";
}

function textOf(name: ts.PropertyName | ts.BindingName): string {
  return ts.isStringLiteralLike(name) || ts.isIdentifier(name) || ts.isPrivateIdentifier(name)
    ? name.text
    : name.getText();
}
