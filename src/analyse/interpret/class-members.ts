import { ts } from "ts-morph";
import { join } from "../value/join.ts";
import {
  arrayOf,
  type ClassValue,
  type Frame,
  type InstanceValue,
  mapOf,
  nothing,
  opaque,
  type Value,
} from "../value/value.ts";
import { propertiesAssignedTo } from "../syntax/assignments.ts";
import { thisChanges } from "../syntax/this-assignments.ts";
import { clientsIn } from "../value/holds-client.ts";
import { baseExpression, baseInstance, constructorFrame } from "./base-instance.ts";
import { assignedElsewhere } from "./assigned-elsewhere.ts";
import { decorated } from "./decorated.ts";
import { frameOf } from "./declared-value.ts";
import { Collector } from "./collector.ts";
import type { Contribution } from "./contribution.ts";
import type { Interpreter } from "./interpreter.ts";

/** A static member of a class: its own, what is assigned to it, or an inherited one. */
export function classMember(it: Interpreter, value: ClassValue, name: string | null): Value {
  return staticMember(it, value, { name, self: [value] });
}

function staticMember(it: Interpreter, value: ClassValue, wanted: Wanted): Value {
  const { name, self } = wanted;
  const declared = value.node.members.filter(
    (member) => isStatic(member) && (name === null || memberName(member) === name),
  );
  const own = declared.map((member) => memberValue(it, member, { frame: value.frame, self }));
  const found = join(
    ...own,
    ...changedMembers(it, value.node, { name, frame: { ...value.frame, self } }),
    ...assignedToClass(it, value.node, name),
  );
  if (found.length > 0) return found;
  const base = baseExpression(value.node);
  const inherited = base ? it.evaluate(base, value.frame) : nothing;
  const values = inherited.map((one) =>
    one.kind === "class" ? staticMember(it, one, wanted) : it.property([one], name),
  );
  return values.length > 0 ? join(...values) : opaque;
}

/** `Settings.instance = ...` */
function assignedToClass(it: Interpreter, node: ts.ClassLikeDeclaration, name: string | null): readonly Value[] {
  if (!node.name) return [];
  const assigned = propertiesAssignedTo(node, node.name.text).filter(
    ({ property }) => name === null || property === name,
  );
  return assigned.map(({ value }) => it.evaluate(value, it.frameAt(value)));
}

interface Wanted {
  readonly name: string | null;
  readonly self: Value;
}

/** A member of an instance: own and inherited methods, fields, constructor parameters, assignments to `this`. */
export function instanceMember(it: Interpreter, value: InstanceValue, name: string | null): Value {
  const self: Value = [value];
  const own = join(...memberValues(it, value, { name, self }));
  if (own.length > 0) return own;
  const base = baseInstance(it, value);
  const inherited = join(...base.map((alternative) => inheritedMember(it, { alternative, name, self })));
  return inherited.length > 0 ? inherited : missingMember(it, value, name);
}

/** A member that the class does not show: assigned from outside, or put there by code that cannot be followed. */
function missingMember(it: Interpreter, value: InstanceValue, name: string | null): Value {
  const assigned = name === null ? nothing : assignedElsewhere(it, name);
  if (assigned.length > 0) return assigned;
  const [client] = value.arguments.flatMap((argument) => clientsIn(argument));
  return client && !isDeclared(value.of.node, name) ? [{ kind: "lost", client }] : opaque;
}

/** A field without a value, which the type declares. */
function isDeclared(node: ts.ClassLikeDeclaration, name: string | null): boolean {
  return node.members.some(
    (member) => memberName(member) === name && (!ts.isPropertyDeclaration(member) || member.type !== undefined),
  );
}

/** `super.name`, with the `this` of the method around it. */
export function superMember(it: Interpreter, node: ts.Node, at: { name: string; self: Value }): Value {
  const { name, self } = at;
  const owner = enclosingClass(node);
  const members = self.map((one): Value => {
    if (one.kind === "class") return baseClassMember(it, owner, { one, name, self });
    const instance = one.kind === "instance" ? ownPart(it, one, owner) : null;
    if (!instance) return nothing;
    return join(...baseInstance(it, instance).map((alternative) => inheritedMember(it, { alternative, name, self })));
  });
  const found = join(...members);
  return found.length > 0 ? found : opaque;
}

function baseClassMember(it: Interpreter, owner: ts.Node | null, at: Wanted & { one: ClassValue }): Value {
  const base = owner && ts.isClassLike(owner) ? baseExpression(owner) : null;
  const classes = base ? it.evaluate(base, at.one.frame) : nothing;
  return join(...classes.map((one) => (one.kind === "class" ? staticMember(it, one, at) : nothing)));
}

/** The instance as far as one of its classes is concerned. */
function ownPart(it: Interpreter, instance: InstanceValue, owner: ts.Node | null): InstanceValue | null {
  if (instance.of.node === owner || owner === null) return instance;
  for (const base of baseInstance(it, instance)) {
    const found = base.kind === "instance" ? ownPart(it, base, owner) : null;
    if (found) return found;
  }
  return null;
}

function enclosingClass(node: ts.Node): ts.Node | null {
  for (let current = node.parent; !ts.isSourceFile(current); current = current.parent)
    if (ts.isClassLike(current)) return current;
  return null;
}

/** What the initialisers of an instance's fields do when it is made. */
export function fieldContribution(it: Interpreter, value: InstanceValue): Contribution {
  const collector = new Collector();
  for (const member of value.of.node.members) {
    if (isStatic(member) || !ts.isPropertyDeclaration(member) || !member.initializer) continue;
    collector.add(it.contributionOf(member.initializer, constructorFrame(it, value)));
  }
  return collector.result();
}

function inheritedMember(
  it: Interpreter,
  given: { alternative: Value[number]; name: string | null; self: Value },
): Value {
  const { alternative, name, self } = given;
  if (alternative.kind === "instance") {
    const found = join(...memberValues(it, alternative, { name, self }));
    if (found.length > 0) return found;
    return join(...baseInstance(it, alternative).map((next) => inheritedMember(it, { alternative: next, name, self })));
  }
  return alternative.kind === "client" || alternative.kind === "package" ? it.property([alternative], name) : nothing;
}

function memberValues(
  it: Interpreter,
  value: InstanceValue,
  wanted: { name: string | null; self: Value },
): readonly Value[] {
  const { name, self } = wanted;
  const values: Value[] = [];
  for (const member of value.of.node.members) {
    if (isStatic(member) || ts.isConstructorDeclaration(member)) continue;
    if (name !== null && memberName(member) !== name) continue;
    values.push(
      decorated(
        it,
        member,
        memberValue(it, member, { frame: constructorFrame(it, value), self, lexical: value.of.frame }),
      ),
    );
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
    return it.invoke({ kind: "function", node: member, frame: at.lexical ?? at.frame, self: at.self, bound: [] }, [])
      .value;
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
      if (isProperty && (name === null || parameter.name.getText() === name))
        values.push(it.declared(parameter, frame));
    }
  }
  return [...values, ...changedMembers(it, value.of.node, { name, frame })];
}

/** What the code of a class does to members of `this`. */
function changedMembers(
  it: Interpreter,
  node: ts.ClassLikeDeclaration,
  at: { name: string | null; frame: Frame },
): readonly Value[] {
  const { name, frame } = at;
  const changes = thisChanges(node);
  const isWanted = ({ property }: { readonly property: string }): boolean => name === null || property === name;
  const here = (expression: ts.Expression): Value => it.evaluate(expression, frameOf(it, expression, frame));
  const merged = changes.merged.flatMap((source) => here(source)).filter(({ kind }) => kind === "object");
  const copied = merged.flatMap((object) =>
    object.kind === "object"
      ? [name === null ? join(...object.properties.values()) : (object.properties.get(name) ?? object.rest)]
      : [],
  );
  const added = changes.added.filter(isWanted).map(({ added: { key, values } }): Value => {
    const element = join(...values.map(here));
    return key ? mapOf(here(key), element) : arrayOf(element);
  });
  return [...changes.assigned.filter(isWanted).map(({ expression }) => here(expression)), ...copied, ...added];
}

function memberName(member: ts.ClassElement): string | null {
  const name = member.name;
  if (!name) return null;
  if (ts.isComputedPropertyName(name)) return name.getText();
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isPrivateIdentifier(name) ? name.text : null;
}

function isStatic(member: ts.ClassElement): boolean {
  return (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static) !== 0;
}
