import { ts } from "ts-morph";

/** False for property names, labels and the names that declarations introduce. */
export function isNameUse(node: ts.Identifier): boolean {
  const parent = node.parent;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isQualifiedName(parent)) return parent.left === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isVariableDeclaration(parent) || ts.isParameter(parent)) return parent.initializer === node;
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return false;
  if (ts.isJsxAttribute(parent) || ts.isMetaProperty(parent)) return false;
  if (ts.isPropertyDeclaration(parent)) return parent.initializer === node;
  return !isDeclarationName(node, parent);
}

function isDeclarationName(node: ts.Identifier, parent: ts.Node): boolean {
  const declares =
    ts.isFunctionLike(parent) ||
    ts.isClassLike(parent) ||
    ts.isEnumDeclaration(parent) ||
    ts.isEnumMember(parent) ||
    ts.isInterfaceDeclaration(parent) ||
    ts.isTypeAliasDeclaration(parent) ||
    ts.isPropertySignature(parent) ||
    ts.isTypeParameterDeclaration(parent) ||
    ts.isNamedTupleMember(parent);
  return declares && parent.name === node;
}
