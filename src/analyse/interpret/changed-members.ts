import { ts } from "ts-morph";
import { containerOf } from "../syntax/scope.ts";
import { thisChanges } from "../syntax/this-assignments.ts";
import { join } from "../value/join.ts";
import { arrayOf, type Frame, mapOf, opaque, type Value } from "../value/value.ts";
import { elementOf } from "./changed-value.ts";
import { frameOf } from "./declared-value.ts";
import type { Interpreter } from "./interpreter.ts";

/** What the code of a class does to members of `this`. */
export function changedMembers(
  it: Interpreter,
  node: ts.ClassLikeDeclaration,
  at: { name: string | null; frame: Frame },
): readonly Value[] {
  const { name, frame } = at;
  const changes = thisChanges(node);
  const isWanted = ({ property }: { readonly property: string }): boolean => name === null || property === name;
  const here = (expression: ts.Expression): Value =>
    it.evaluate(expression, memberFrame(it, expression, { node, frame }));
  const merged = changes.merged.flatMap((source) => here(source)).filter(({ kind }) => kind === "object");
  const copied = merged.flatMap((object) =>
    object.kind === "object"
      ? [name === null ? join(...object.properties.values()) : (object.properties.get(name) ?? object.rest)]
      : [],
  );
  const added = changes.added.filter(isWanted).map(({ added: one }): Value => {
    const element = elementOf(one, here);
    const object: Value = [{ kind: "object", properties: new Map(), rest: element, isContext: false }];
    const map = mapOf(one.key ? here(one.key) : opaque, element);
    if (one.isNested) return join(object, map);
    return one.key ? join(map, object) : arrayOf(element);
  });
  return [...changes.assigned.filter(isWanted).map(({ expression }) => here(expression)), ...copied, ...added];
}

const memberFrames = new WeakMap<Frame["values"], Map<ts.Node, Frame>>();

/** The activation of a method whose arguments are not known, with the instance as its `this`. */
function memberFrame(
  it: Interpreter,
  expression: ts.Expression,
  at: { node: ts.ClassLikeDeclaration; frame: Frame },
): Frame {
  const owner = containerOf(expression);
  const { node, frame } = at;
  if (ts.isSourceFile(owner) || owner.parent !== node || owner === frame.owner) return frameOf(it, expression, frame);
  const frames = memberFrames.get(frame.values) ?? new Map<ts.Node, Frame>();
  memberFrames.set(frame.values, frames);
  const made = frames.get(owner) ?? { ...it.frame(owner, it.frameAt(owner), { self: frame.self }), isLexical: true };
  frames.set(owner, made);
  return made;
}
