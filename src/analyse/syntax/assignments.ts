import { ts } from "ts-morph";
import { type Added, addedIn } from "./additions.ts";
import { isAssignment } from "./is-assignment.ts";
import { type Declaration, resolveName } from "./scope.ts";
import { unwrap } from "./unwrap.ts";

/** An assignment to a name after its declaration. */
export interface Assignment {
  /** The assigned expression; for `[a, b] = pair` the whole right side. */
  readonly value: ts.Expression;
  /** Properties and indexes that lead from the value to what the name gets; null for one that is not known. */
  readonly path: readonly (string | null)[];
  /** True for `name += value`. */
  readonly appends: boolean;
}

/** `name.property = value` */
export interface PropertyAssigned {
  readonly property: string | null;
  readonly value: ts.Expression;
  readonly appends: boolean;
}

interface Index {
  readonly names: Map<string, { readonly target: ts.Identifier; readonly assignment: Assignment }[]>;
  readonly properties: Map<string, { readonly target: ts.Identifier; readonly assigned: PropertyAssigned }[]>;
  readonly added: Map<string, { readonly target: ts.Identifier; readonly added: Added }[]>;
  /** `Object.assign(name, value)` */
  readonly merged: Map<string, { readonly target: ts.Identifier; readonly value: ts.Expression }[]>;
  /** Assignments to a property of anything, by its name. */
  readonly elements: Map<string, ts.Expression[]>;
  readonly byProperty: Map<string, { readonly object: ts.Expression; readonly value: ts.Expression }[]>;
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

/** What is added to the collection in a declared name. */
export function addedTo(declaration: Declaration, name: string): readonly Added[] {
  const found = indexOf(declaration.getSourceFile()).added.get(name) ?? [];
  return found.filter(({ target }) => resolveName(name, target) === declaration).map(({ added }) => added);
}

/** What `Object.assign` copies into the object in a declared name. */
export function mergedInto(declaration: Declaration, name: string): readonly ts.Expression[] {
  const found = indexOf(declaration.getSourceFile()).merged.get(name) ?? [];
  return found.filter(({ target }) => resolveName(name, target) === declaration).map(({ value }) => value);
}

/** Everything that a file assigns to a property of a name, whatever the object; one that is written in place is another one. */
export function assignedToProperty(source: ts.SourceFile, property: string): readonly ts.Expression[] {
  const found = indexOf(source).byProperty.get(property) ?? [];
  return found.filter(({ object }) => !isWrittenInPlace(object)).map(({ value }) => value);
}

function isWrittenInPlace(object: ts.Expression): boolean {
  const declaration = ts.isIdentifier(object) ? resolveName(object.text, object) : null;
  if (!declaration || !ts.isVariableDeclaration(declaration) || !declaration.initializer) return false;
  return ts.isObjectLiteralExpression(unwrap(declaration.initializer));
}

function indexOf(source: ts.SourceFile): Index {
  const known = indexes.get(source);
  if (known) return known;
  const index: Index = {
    names: new Map(),
    properties: new Map(),
    added: new Map(),
    merged: new Map(),
    elements: new Map(),
    byProperty: new Map(),
  };
  const visit = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) {
      record(
        node.left,
        { value: node.right, path: [], appends: node.operatorToken.kind === ts.SyntaxKind.PlusEqualsToken },
        index,
      );
    }
    if (ts.isCallExpression(node)) recordCall(node, index);
    if (ts.isForOfStatement(node) && !ts.isVariableDeclarationList(node.initializer)) {
      record(node.initializer, { value: node.expression, path: [null], appends: false }, index);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  indexes.set(source, index);
  return index;
}

/** What is assigned to elements of a property: `Type.registry[name] = value`. */
export function assignedToElements(source: ts.SourceFile, property: string): readonly ts.Expression[] {
  return indexOf(source).elements.get(property) ?? [];
}

function recordCall(node: ts.CallExpression, index: Index): void {
  const added = addedIn(node);
  if (added && ts.isIdentifier(added.target)) push(index.added, added.target.text, { target: added.target, added });
  const [target, ...sources] = node.arguments;
  if (!target || !ts.isIdentifier(target) || sources.length === 0 || node.expression.getText() !== "Object.assign")
    return;
  for (const value of sources) push(index.merged, target.text, { target, value });
}

function record(target: ts.Expression, assignment: Assignment, index: Index): void {
  if (ts.isParenthesizedExpression(target)) record(target.expression, assignment, index);
  else if (ts.isIdentifier(target)) push(index.names, target.text, { target, assignment });
  else if (ts.isPropertyAccessExpression(target)) {
    const assigned = { property: target.name.text, value: assignment.value, appends: assignment.appends };
    const object = unwrap(target.expression);
    if (assignment.path.length === 0 && object.kind !== ts.SyntaxKind.ThisKeyword) {
      push(index.byProperty, target.name.text, { object, value: assignment.value });
    }
    if (ts.isIdentifier(object)) push(index.properties, object.text, { target: object, assigned });
  } else if (ts.isElementAccessExpression(target) && ts.isPropertyAccessExpression(target.expression)) {
    push(index.elements, target.expression.name.text, assignment.value);
  } else if (ts.isElementAccessExpression(target) && ts.isIdentifier(target.expression)) {
    const key = target.argumentExpression;
    const property = ts.isStringLiteralLike(key) ? key.text : null;
    push(index.properties, target.expression.text, {
      target: target.expression,
      assigned: { property, value: assignment.value, appends: assignment.appends },
    });
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
  return ts.isBinaryExpression(target) && target.operatorToken.kind === ts.SyntaxKind.EqualsToken
    ? target.left
    : target;
}

function push<T>(map: Map<string, T[]>, key: string, entry: T): void {
  const list = map.get(key);
  if (list) list.push(entry);
  else map.set(key, [entry]);
}
