import { ts } from "ts-morph";
import type { ReferenceFacts } from "../../model/body.ts";
import { resolveName } from "../syntax/scope.ts";
import { isAssignmentOperator } from "./assignment-operator.ts";
import type { DeclarationTable } from "./declarations.ts";
import { isNameUse } from "./name-use.ts";
import { forEachNode, functionAround, rangeOf } from "./own-nodes.ts";
import { narrowedPrefixes, propertyPath } from "./property-path.ts";

/** Every use of the names that the function declares, in nested functions too, in source order. */
export function referenceFacts(fn: ts.FunctionLikeDeclaration, table: DeclarationTable): readonly ReferenceFacts[] {
  const references: ReferenceFacts[] = [];
  forEachNode(fn, (node) => {
    if (!ts.isIdentifier(node)) return;
    const declaration = declarationOf(node, table);
    if (declaration !== null) references.push(reference(node, declaration, fn));
  });
  return references;
}

/** Id of the declaration that an identifier uses; null if it is no use, or of a name from elsewhere. */
export function declarationOf(node: ts.Identifier, table: DeclarationTable): number | null {
  if (ts.isTypeReferenceNode(node.parent) || ts.isExpressionWithTypeArguments(node.parent)) {
    const type = table.types.get(node.text);
    if (type !== undefined) return type;
  }
  if (!isNameUse(node)) return null;
  const declaration = resolveName(node.text, node);
  return declaration === null ? null : (table.ids.get(declaration) ?? null);
}

function reference(node: ts.Identifier, declaration: number, fn: ts.FunctionLikeDeclaration): ReferenceFacts {
  const path = propertyPath(node);
  return {
    ...rangeOf(node),
    declaration,
    access: accessOf(node),
    nested: functionAround(node) !== fn,
    path: path.names.join("."),
    pathEnds: path.nodes.slice(1).map((prefix) => prefix.end),
    writesPath: path.nodes.slice(1).some((prefix) => accessOf(prefix) !== "read"),
    narrows: narrowedPrefixes(path),
  };
}

/** How an expression is used as the target of an assignment, if it is one. */
function accessOf(node: ts.Expression): ReferenceFacts["access"] {
  const parent = node.parent;
  if (ts.isBinaryExpression(parent) && parent.left === node) {
    const operator = parent.operatorToken.kind;
    if (operator === ts.SyntaxKind.EqualsToken) return "write";
    return isAssignmentOperator(operator) ? "readwrite" : "read";
  }
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) {
    const { operator } = parent;
    const isStep = operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken;
    return isStep ? "readwrite" : "read";
  }
  if (ts.isForOfStatement(parent) || ts.isForInStatement(parent)) return parent.initializer === node ? "write" : "read";
  return isAssignedByPattern(node) ? "write" : "read";
}

/** `[a, { b, c: d }] = ...` */
function isAssignedByPattern(node: ts.Node): boolean {
  let current = node;
  for (;;) {
    const parent: ts.Node = current.parent;
    if (ts.isPropertyAssignment(parent) && parent.name === current) return false;
    const isPart =
      ts.isArrayLiteralExpression(parent) ||
      ts.isObjectLiteralExpression(parent) ||
      ts.isPropertyAssignment(parent) ||
      ts.isShorthandPropertyAssignment(parent) ||
      ts.isSpreadElement(parent) ||
      ts.isSpreadAssignment(parent);
    if (!isPart) return current !== node && isAssigned(current, parent);
    current = parent;
  }
}

function isAssigned(pattern: ts.Node, parent: ts.Node): boolean {
  if (ts.isForOfStatement(parent)) return parent.initializer === pattern;
  return (
    ts.isBinaryExpression(parent) && parent.left === pattern && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
  );
}
