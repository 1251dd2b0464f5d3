import { ts } from "ts-morph";
import type { Alternative, FunctionValue, InstanceValue } from "../value/value.ts";
import { baseInstance } from "./base-instance.ts";
import type { Interpreter } from "./interpreter.ts";

interface Wanted {
  readonly name: string;
  readonly kind: "get" | "set";
}

/** The getters or setters that reading or assigning a member runs. */
export function accessorsOf(it: Interpreter, owner: Alternative, wanted: Wanted): readonly FunctionValue[] {
  if (owner.kind === "object") {
    return (owner.accessors ?? []).flatMap((one) => (isWanted(one.node, wanted) ? [{ ...one, self: [owner] }] : []));
  }
  if (owner.kind === "class") {
    return owner.node.members.flatMap((member) =>
      isWanted(member, wanted)
        ? [{ kind: "function", node: member, frame: owner.frame, self: [owner], bound: [] }]
        : [],
    );
  }
  return owner.kind === "instance" ? instanceAccessors(it, owner, { ...wanted, self: owner }) : [];
}

function instanceAccessors(
  it: Interpreter,
  owner: InstanceValue,
  wanted: Wanted & { self: InstanceValue },
): readonly FunctionValue[] {
  const own = owner.of.node.members.flatMap((member): FunctionValue[] =>
    isWanted(member, wanted)
      ? [{ kind: "function", node: member, frame: owner.of.frame, self: [wanted.self], bound: [] }]
      : [],
  );
  if (own.length > 0 || !owner.of.node.heritageClauses) return own;
  return baseInstance(it, owner).flatMap((base) =>
    base.kind === "instance" ? instanceAccessors(it, base, wanted) : [],
  );
}

function isWanted(node: ts.Node, { name, kind }: Wanted): node is ts.AccessorDeclaration {
  const isKind = kind === "get" ? ts.isGetAccessorDeclaration(node) : ts.isSetAccessorDeclaration(node);
  return (
    isKind &&
    ts.isAccessor(node) &&
    (ts.isIdentifier(node.name) || ts.isPrivateIdentifier(node.name)) &&
    node.name.text === name
  );
}
