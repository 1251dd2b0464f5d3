import { ts } from "ts-morph";
import { assignedToElements, propertiesAssignedTo } from "../syntax/assignments.ts";
import { join } from "../value/join.ts";
import { type ClassValue, nothing, opaque, type Value } from "../value/value.ts";
import { baseExpression } from "./base-instance.ts";
import { changedMembers } from "./changed-members.ts";
import type { Interpreter } from "./interpreter.ts";
import { isStatic, memberName, memberValue } from "./member-value.ts";

/** A static member of a class: its own, what is assigned to it, or an inherited one. */
export function classMember(it: Interpreter, value: ClassValue, name: string | null): Value {
  return staticMember(it, value, { name, self: [value] });
}

function staticMember(it: Interpreter, value: ClassValue, wanted: WantedMember): Value {
  const { name, self } = wanted;
  const declared = value.node.members.filter(
    (member) => isStatic(member) && (name === null || memberName(member) === name),
  );
  const own = declared.map((member) => memberValue(it, member, { frame: value.frame, self }));
  const found = join(
    ...own,
    ...changedMembers(it, value.node, { name, frame: { ...value.frame, self } }),
    ...assignedToClass(it, value.node, name),
    ...elementsOfStatic(it, name),
  );
  if (found.length > 0) return found;
  const base = baseExpression(value.node);
  const inherited = base ? it.evaluate(base, value.frame) : nothing;
  const values = inherited.map((one) =>
    one.kind === "class" ? staticMember(it, one, wanted) : it.property([one], name),
  );
  return values.length > 0 ? join(...values) : opaque;
}

/** `Command.registry[name] = ...`, wherever it stands. */
function elementsOfStatic(it: Interpreter, name: string | null): readonly Value[] {
  const files = name === null ? [] : it.texts.naming([`.${name}[`]);
  if (name === null || files.length > maxFiles) return [];
  const found = files.flatMap((file) => {
    const source = it.sources.get(file);
    return source ? assignedToElements(source, name) : [];
  });
  const rest = join(...found.map((expression) => it.evaluate(expression, it.frameAt(expression))));
  return rest.length > 0 ? [[{ kind: "object", properties: new Map(), rest, isContext: false }]] : [];
}

/** Assignments in more files than this are not looked at. */
const maxFiles = 24;

/** `Settings.instance = ...` */
function assignedToClass(it: Interpreter, node: ts.ClassLikeDeclaration, name: string | null): readonly Value[] {
  if (!node.name) return [];
  const assigned = propertiesAssignedTo(node, node.name.text).filter(
    ({ property }) => name === null || property === name,
  );
  return assigned.map(({ value }) => it.evaluate(value, it.frameAt(value)));
}

export interface WantedMember {
  readonly name: string | null;
  readonly self: Value;
}

/** `super.name` in a static method of a class. */
export function baseClassMember(it: Interpreter, owner: ts.Node | null, at: WantedMember & { one: ClassValue }): Value {
  const base = owner && ts.isClassLike(owner) ? baseExpression(owner) : null;
  const classes = base ? it.evaluate(base, at.one.frame) : nothing;
  return join(...classes.map((one) => (one.kind === "class" ? staticMember(it, one, at) : nothing)));
}
