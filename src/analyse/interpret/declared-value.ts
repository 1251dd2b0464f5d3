import { ts } from "ts-morph";
import { fileOf } from "../program/source-files.ts";
import { containerOf, type Declaration, isFunctionLike } from "../syntax/scope.ts";
import { join } from "../value/join.ts";
import { clientValue, type Frame, nothing, opaque, type Value } from "../value/value.ts";
import { assignmentsTo } from "../syntax/assignments.ts";
import { argumentElsewhere } from "./argument-elsewhere.ts";
import { withChanges } from "./changed-value.ts";
import type { Interpreter } from "./interpreter.ts";
import { propertyName } from "./literals.ts";
import { typedValue } from "./typed-value.ts";

/** What a declared name may hold: its initial value joined with everything that is assigned to it. */
export function declaredValue(it: Interpreter, declaration: Declaration, from: Frame): Value {
  if (isImport(declaration)) return importedValue(it, declaration);
  const frame = frameOf(it, declaration, from);
  const assumed = frame.assumed?.get(declaration);
  if (assumed) return assumed;
  if (ts.isFunctionDeclaration(declaration) || ts.isFunctionExpression(declaration)) {
    return [{ kind: "function", node: declaration, frame, self: null, bound: [] }];
  }
  if (ts.isClassLike(declaration)) return [{ kind: "class", node: declaration, frame }];
  if (ts.isEnumDeclaration(declaration)) return enumValue(declaration);
  if (ts.isModuleDeclaration(declaration)) return namespaceValue(it, declaration, frame);
  const initial = bindingValue(it, declaration, frame);
  return ts.isIdentifier(declaration.name) ? withChanges(it, { declaration, initial, frame }) : initial;
}

type ImportDeclaration = ts.ImportSpecifier | ts.ImportClause | ts.NamespaceImport | ts.ImportEqualsDeclaration;
type Binding = ts.VariableDeclaration | ts.BindingElement | ts.ParameterDeclaration;

function isImport(node: Declaration): node is ImportDeclaration {
  return (
    ts.isImportSpecifier(node) ||
    ts.isImportClause(node) ||
    ts.isNamespaceImport(node) ||
    ts.isImportEqualsDeclaration(node)
  );
}

/** The activation that holds the declaration: an outer one of `from`, or one without knowledge of its arguments. */
export function frameOf(it: Interpreter, declaration: ts.Node, from: Frame): Frame {
  const owner = containerOf(declaration);
  for (let frame: Frame | null = from; frame; frame = frame.parent) if (frame.owner === owner) return frame;
  return it.frameAt(declaration);
}

function importedValue(it: Interpreter, node: ImportDeclaration): Value {
  if (ts.isImportEqualsDeclaration(node)) {
    const reference = node.moduleReference;
    if (!ts.isExternalModuleReference(reference) || !ts.isStringLiteralLike(reference.expression)) return opaque;
    return moduleValue(it, reference.expression.text, fileOf(node));
  }
  const declaration = importDeclarationOf(node);
  const specifier = declaration.moduleSpecifier;
  if (!ts.isStringLiteralLike(specifier)) return opaque;
  const module = moduleValue(it, specifier.text, fileOf(node));
  if (ts.isNamespaceImport(node)) return module;
  const name = ts.isImportClause(node) ? "default" : (node.propertyName ?? node.name).text;
  return it.property(module, name);
}

function importDeclarationOf(node: ts.Node): ts.ImportDeclaration {
  let current = node;
  while (!ts.isImportDeclaration(current)) current = current.parent;
  return current;
}

/** The value of a whole module, as `import * as name` or `await import(...)` gives it. */
export function moduleValue(it: Interpreter, specifier: string, from: string): Value {
  const resolved = it.resolveModule(specifier, from);
  switch (resolved.kind) {
    case "file":
      return [{ kind: "module", file: resolved.file }];
    case "asset":
      return opaque;
    case "package":
      return [{ kind: "package", path: [resolved.name], missing: false }];
    case "missing":
      return [{ kind: "package", path: [resolved.specifier], missing: true }];
  }
}

/** Exported functions and variables of a TypeScript `namespace`, those of nested ones too. */
export function namespaceValue(it: Interpreter, node: ts.ModuleDeclaration, frame: Frame): Value {
  const properties = new Map<string, Value>();
  const body = node.body;
  for (const statement of body && ts.isModuleBlock(body) ? body.statements : []) {
    if (ts.isFunctionDeclaration(statement) && statement.name)
      properties.set(statement.name.text, it.declared(statement, frame));
    if (ts.isClassDeclaration(statement) && statement.name)
      properties.set(statement.name.text, it.declared(statement, frame));
    if (ts.isModuleDeclaration(statement)) properties.set(statement.name.text, namespaceValue(it, statement, frame));
    if (!ts.isVariableStatement(statement)) continue;
    for (const declaration of statement.declarationList.declarations) {
      if (ts.isIdentifier(declaration.name)) properties.set(declaration.name.text, it.declared(declaration, frame));
    }
  }
  return [{ kind: "object", properties, rest: nothing, isContext: false }];
}

function bindingValue(it: Interpreter, node: Binding, frame: Frame): Value {
  if (ts.isBindingElement(node)) return elementValue(it, node, frame);
  if (ts.isParameter(node)) return parameterValue(it, node, frame);
  if (node.initializer) return it.evaluate(node.initializer, frame);
  const loop = node.parent.parent;
  if (ts.isForOfStatement(loop)) return it.property(it.evaluate(loop.expression, frame), null);
  if (ts.isCatchClause(node.parent)) return thrownValue(it, node.parent, frame);
  if (isAmbientClient(node)) return [clientValue("global")];
  // `let client;` is what is assigned to it later.
  return ts.isIdentifier(node.name) && assignmentsTo(node, node.name.text).length > 0 ? nothing : opaque;
}

/** `declare global { var prisma: PrismaClient }`, and `let prisma: PrismaClient;` that is filled elsewhere. */
function isAmbientClient(node: ts.VariableDeclaration): boolean {
  return node.type !== undefined && /^PrismaClient\b/.test(node.type.getText());
}

function parameterValue(it: Interpreter, node: ts.ParameterDeclaration, frame: Frame): Value {
  const owner = node.parent;
  const index = isFunctionLike(owner) ? owner.parameters.filter((p) => p.name.getText() !== "this").indexOf(node) : -1;
  if (node.dotDotDotToken) {
    const items = frame.arguments.slice(index);
    return [{ kind: "array", items, element: join(...items) }];
  }
  const given =
    frame.isLexical && isFunctionLike(owner)
      ? argumentElsewhere(it, owner, index)
      : (frame.arguments[index] ?? nothing);
  const fallback = node.initializer ? it.evaluate(node.initializer, frame) : nothing;
  const value = join(given, fallback);
  return isUnknown(value) ? (typedValue(it, node) ?? opaque) : value;
}

/** What the block of a `try` itself throws; what it calls may throw something else. */
function thrownValue(it: Interpreter, clause: ts.CatchClause, frame: Frame): Value {
  const thrown: Value[] = [];
  const visit = (node: ts.Node): void => {
    if (isFunctionLike(node) || ts.isClassLike(node)) return;
    if (ts.isThrowStatement(node)) thrown.push(it.evaluate(node.expression, frame));
    ts.forEachChild(node, visit);
  };
  visit(clause.parent.tryBlock);
  const value = join(...thrown);
  return value.length > 0 ? value : opaque;
}

/** Nothing is known, or only that it is some data. */
function isUnknown(value: Value): boolean {
  return value.every(({ kind }) => kind === "opaque");
}

function elementValue(it: Interpreter, node: ts.BindingElement, frame: Frame): Value {
  const pattern = node.parent;
  const source = bindingValue(it, pattern.parent, frame);
  const fallback = node.initializer ? it.evaluate(node.initializer, frame) : nothing;
  return join(destructured(it, node, { source, frame }), fallback);
}

function destructured(it: Interpreter, node: ts.BindingElement, from: { source: Value; frame: Frame }): Value {
  const { source, frame } = from;
  const pattern = node.parent;
  if (ts.isArrayBindingPattern(pattern)) {
    const index = pattern.elements.indexOf(node);
    return node.dotDotDotToken
      ? [{ kind: "array", items: null, element: it.property(source, null) }]
      : it.property(source, String(index));
  }
  if (node.dotDotDotToken) return restOf(source, pattern);
  const key = node.propertyName ?? node.name;
  if (ts.isObjectBindingPattern(key) || ts.isArrayBindingPattern(key)) return opaque;
  return it.property(source, propertyName(it, key, frame));
}

/** `{ db, ...rest }`: the rest of a context is not the context any longer. */
function restOf(source: Value, pattern: ts.ObjectBindingPattern): Value {
  const taken = new Set(pattern.elements.map((element) => (element.propertyName ?? element.name).getText()));
  return source.map((alternative) => {
    if (alternative.kind !== "object") return alternative;
    const properties = new Map([...alternative.properties].filter(([name]) => !taken.has(name)));
    return { ...alternative, properties, isContext: false };
  });
}

/** `enum Model { Order = "order" }` */
function enumValue(node: ts.EnumDeclaration): Value {
  const texts = node.members.flatMap((member): [string, Value][] => {
    const value = member.initializer;
    return [
      [member.name.getText(), value && ts.isStringLiteralLike(value) ? [{ kind: "string", text: value.text }] : opaque],
    ];
  });
  return [{ kind: "object", properties: new Map(texts), rest: nothing, isContext: false }];
}
