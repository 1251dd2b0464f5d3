import { ts } from "ts-morph";
import { type Declaration, resolveName } from "./scope.ts";

/** An assignment to a name after its declaration. */
export interface Assignment {
  /** The assigned expression; for `[a, b] = pair` the whole right side. */
  readonly value: ts.Expression;
  /** Properties and indexes that lead from the value to what the name gets; null for one that is not known. */
  readonly path: readonly (string | null)[];
}

/** `name.property = value` */
export interface PropertyAssigned {
  readonly property: string | null;
  readonly value: ts.Expression;
}

interface Index {
  readonly names: Map<string, { readonly target: ts.Identifier; readonly assignment: Assignment }[]>;
  readonly properties: Map<string, { readonly target: ts.Identifier; readonly assigned: PropertyAssigned }[]>;
}

const indexes = new WeakMap<ts.SourceFile, Index>();

/** Assignments to a declared name, wherever in its file they stand. */
export function assignmentsTo(declaration: Declaration, name: string): readonly Assignment[] {
  const found = indexOf(declaration.getSourceFile()).names.get(name) ?? [];
  return found.filter(({ target }) => resolveName(name, target) === declaration).map(({ assignment }) => assignment);
}

/** Assignments to properties of a declared name. */
export function propertiesAssignedTo(declaration: Declaration, name: string): readonly PropertyAssigned[] {
  const found = indexOf(declaration.getSourceFile()).properties.get(name) ?? [];
  return found.filter(({ target }) => resolveName(name, target) === declaration).map(({ assigned }) => assigned);
}

function indexOf(source: ts.SourceFile): Index {
  const known = indexes.get(source);
  if (known) return known;
  const index: Index = { names: new Map(), properties: new Map() };
  const visit = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) record(node.left, { value: node.right, path: [] }, index);
    if (ts.isForOfStatement(node) && !ts.isVariableDeclarationList(node.initializer)) {
      record(node.initializer, { value: node.expression, path: [null] }, index);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  indexes.set(source, index);
  return index;
}

function isAssignment(kind: ts.SyntaxKind): boolean {
  return (
    kind === ts.SyntaxKind.EqualsToken ||
    kind === ts.SyntaxKind.QuestionQuestionEqualsToken ||
    kind === ts.SyntaxKind.BarBarEqualsToken ||
    kind === ts.SyntaxKind.AmpersandAmpersandEqualsToken
  );
}

function record(target: ts.Expression, assignment: Assignment, index: Index): void {
  if (ts.isParenthesizedExpression(target)) record(target.expression, assignment, index);
  else if (ts.isIdentifier(target)) push(index.names, target.text, { target, assignment });
  else if (ts.isPropertyAccessExpression(target) && ts.isIdentifier(target.expression)) {
    const assigned = { property: target.name.text, value: assignment.value };
    push(index.properties, target.expression.text, { target: target.expression, assigned });
  } else if (ts.isElementAccessExpression(target) && ts.isIdentifier(target.expression)) {
    const key = target.argumentExpression;
    const property = ts.isStringLiteralLike(key) ? key.text : null;
    push(index.properties, target.expression.text, { target: target.expression, assigned: { property, value: assignment.value } });
  } else if (ts.isObjectLiteralExpression(target)) recordObject(target, assignment, index);
  else if (ts.isArrayLiteralExpression(target)) {
    target.elements.forEach((element, position) => {
      record(withoutDefault(element), { ...assignment, path: [...assignment.path, String(position)] }, index);
    });
  }
}

function recordObject(target: ts.ObjectLiteralExpression, assignment: Assignment, index: Index): void {
  for (const property of target.properties) {
    if (ts.isShorthandPropertyAssignment(property)) {
      record(property.name, { ...assignment, path: [...assignment.path, property.name.text] }, index);
    } else if (ts.isPropertyAssignment(property)) {
      const name = ts.isIdentifier(property.name) || ts.isStringLiteralLike(property.name) ? property.name.text : null;
      record(withoutDefault(property.initializer), { ...assignment, path: [...assignment.path, name] }, index);
    }
  }
}

function withoutDefault(target: ts.Expression): ts.Expression {
  return ts.isBinaryExpression(target) && target.operatorToken.kind === ts.SyntaxKind.EqualsToken ? target.left : target;
}

function push<T>(map: Map<string, T[]>, key: string, entry: T): void {
  const list = map.get(key);
  if (list) list.push(entry);
  else map.set(key, [entry]);
}
