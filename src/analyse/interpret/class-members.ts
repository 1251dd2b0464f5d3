import { ts } from "ts-morph";
import { join } from "../value/join.ts";
import { alternativeKey } from "../value/key.ts";
import { type ClassValue, type Frame, type InstanceValue, nothing, opaque, type Value } from "../value/value.ts";
import type { Interpreter } from "./interpreter.ts";

/** A static member of a class. */
export function classMember(it: Interpreter, value: ClassValue, name: string | null): Value {
  const found = value.node.members.filter((member) => isStatic(member) && (name === null || memberName(member) === name));
  if (found.length === 0) return opaque;
  return join(...found.map((member) => memberValue(it, member, { frame: value.frame, self: [value] })));
}

/** A member of an instance: own and inherited methods, fields, constructor parameters, assignments to `this`. */
export function instanceMember(it: Interpreter, value: InstanceValue, name: string | null): Value {
  const self: Value = [value];
  const own = join(...memberValues(it, value, name, self));
  if (own.length > 0) return own;
  const base = baseInstance(it, value);
  const inherited = join(...base.map((alternative) => inheritedMember(it, { alternative, name, self })));
  return inherited.length > 0 ? inherited : opaque;
}

const constructorFrames = new WeakMap<Interpreter, Map<string, Frame>>();

/** The frame of the constructor, in which fields and parameter properties get their values; one for each kind of instance. */
function constructorFrame(it: Interpreter, value: InstanceValue): Frame {
  const frames = constructorFrames.get(it) ?? new Map<string, Frame>();
  constructorFrames.set(it, frames);
  const key = alternativeKey(value);
  const frame = frames.get(key) ?? makeConstructorFrame(it, value);
  frames.set(key, frame);
  return frame;
}

function makeConstructorFrame(it: Interpreter, value: InstanceValue): Frame {
  const constructor = value.of.node.members.find((member) => ts.isConstructorDeclaration(member) && member.body !== undefined);
  if (!constructor || !ts.isConstructorDeclaration(constructor)) return { ...value.of.frame, self: [value], values: new Map() };
  return it.frame(constructor, value.of.frame, { arguments: value.arguments, self: [value] });
}

/** What the instance inherits: the value of `new Base(...)`, a client for `extends PrismaClient`. */
export function baseInstance(it: Interpreter, value: InstanceValue): Value {
  const clause = value.of.node.heritageClauses?.find((candidate) => candidate.token === ts.SyntaxKind.ExtendsKeyword);
  const base = clause?.types[0]?.expression;
  if (!base) return nothing;
  const frame = constructorFrame(it, value);
  const given = superArguments(value.of.node)?.map((argument) => it.evaluate(argument, frame)) ?? value.arguments;
  return join(...it.evaluate(base, value.of.frame).map((alternative) => instanceOf(alternative, given)));
}

/** What `new` of a value gives. */
export function instanceOf(value: Value[number], given: readonly Value[]): Value {
  if (value.kind === "class") return [{ kind: "instance", of: value, arguments: given }];
  if (value.kind === "package" && value.path.at(-1) === "PrismaClient") {
    return [{ kind: "client", client: "global", openedOn: null, extensions: [] }];
  }
  if (value.kind === "package") return [{ ...value, path: [...value.path, "new"] }];
  return value.kind === "probe" ? [value] : opaque;
}

function inheritedMember(
  it: Interpreter,
  given: { alternative: Value[number]; name: string | null; self: Value },
): Value {
  const { alternative, name, self } = given;
  if (alternative.kind === "instance") {
    const found = join(...memberValues(it, alternative, name, self));
    if (found.length > 0) return found;
    return join(...baseInstance(it, alternative).map((next) => inheritedMember(it, { alternative: next, name, self })));
  }
  return alternative.kind === "client" ? it.property([alternative], name) : nothing;
}

function memberValues(it: Interpreter, value: InstanceValue, name: string | null, self: Value): readonly Value[] {
  const values: Value[] = [];
  for (const member of value.of.node.members) {
    if (isStatic(member) || ts.isConstructorDeclaration(member)) continue;
    if (name !== null && memberName(member) !== name) continue;
    values.push(memberValue(it, member, { frame: constructorFrame(it, value), self, lexical: value.of.frame }));
  }
  return [...values, ...constructorAssigned(it, value, name)];
}

function memberValue(
  it: Interpreter,
  member: ts.ClassElement,
  at: { readonly frame: Frame; readonly self: Value; readonly lexical?: Frame },
): Value {
  if (ts.isMethodDeclaration(member)) {
    if (!member.body) return nothing;
    return [{ kind: "function", node: member, frame: at.lexical ?? at.frame, self: at.self, bound: [] }];
  }
  if (ts.isGetAccessorDeclaration(member)) {
    return it.invoke({ kind: "function", node: member, frame: at.lexical ?? at.frame, self: at.self, bound: [] }, []).value;
  }
  if (!ts.isPropertyDeclaration(member) || !member.initializer) return nothing;
  return it.evaluate(member.initializer, at.frame);
}

/** Parameter properties (`private db: PrismaClient`) and `this.name = value` in the constructor and the methods. */
function constructorAssigned(it: Interpreter, value: InstanceValue, name: string | null): readonly Value[] {
  const frame = constructorFrame(it, value);
  const values: Value[] = [];
  for (const member of value.of.node.members) {
    if (!ts.isConstructorDeclaration(member)) continue;
    for (const parameter of member.parameters) {
      const isProperty = ts.getModifiers(parameter)?.length;
      if (isProperty && (name === null || parameter.name.getText() === name)) values.push(it.declared(parameter, frame));
    }
  }
  for (const { property, expression } of thisAssignments(value.of.node)) {
    if (name === null || property === name) values.push(it.evaluate(expression, frame));
  }
  return values;
}

interface ThisAssignment {
  readonly property: string;
  readonly expression: ts.Expression;
}

const assignmentsOf = new WeakMap<ts.ClassLikeDeclaration, readonly ThisAssignment[]>();

function thisAssignments(node: ts.ClassLikeDeclaration): readonly ThisAssignment[] {
  const known = assignmentsOf.get(node);
  if (known) return known;
  const found: ThisAssignment[] = [];
  const visit = (child: ts.Node): void => {
    if (
      ts.isBinaryExpression(child) &&
      child.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      ts.isPropertyAccessExpression(child.left) &&
      child.left.expression.kind === ts.SyntaxKind.ThisKeyword
    ) {
      found.push({ property: child.left.name.text, expression: child.right });
    }
    ts.forEachChild(child, visit);
  };
  ts.forEachChild(node, visit);
  assignmentsOf.set(node, found);
  return found;
}

function superArguments(node: ts.ClassLikeDeclaration): readonly ts.Expression[] | null {
  const constructor = node.members.find((member) => ts.isConstructorDeclaration(member) && member.body !== undefined);
  if (!constructor || !ts.isConstructorDeclaration(constructor)) return null;
  for (const statement of constructor.body?.statements ?? []) {
    if (!ts.isExpressionStatement(statement) || !ts.isCallExpression(statement.expression)) continue;
    if (statement.expression.expression.kind === ts.SyntaxKind.SuperKeyword) return statement.expression.arguments;
  }
  return null;
}

function memberName(member: ts.ClassElement): string | null {
  const name = member.name;
  if (!name) return null;
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isPrivateIdentifier(name) ? name.text : null;
}

function isStatic(member: ts.ClassElement): boolean {
  return (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static) !== 0;
}
