import { ts } from "ts-morph";
import { join } from "../value/join.ts";
import { type InstanceValue, nothing, opaque, type Value } from "../value/value.ts";
import { clientsIn } from "../value/holds-client.ts";
import { baseInstance, constructorFrame } from "./base-instance.ts";
import { changedMembers } from "./changed-members.ts";
import { assignedElsewhere } from "./assigned-elsewhere.ts";
import { decorated } from "./decorated.ts";
import { Collector } from "./collector.ts";
import type { Contribution } from "./contribution.ts";
import type { Interpreter } from "./interpreter.ts";
import { isStatic, memberName, memberValue } from "./member-value.ts";
import { baseClassMember } from "./static-members.ts";

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
