import { assignedToProperty } from "../syntax/assignments.ts";
import { join } from "../value/join.ts";
import { nothing, type Value } from "../value/value.ts";
import type { Interpreter } from "./interpreter.ts";

/** More assignments than this to properties of one name say nothing about one object. */
const maxAssignments = 24;

const running = new WeakMap<Interpreter, Set<string>>();

/**
 * What the files that are in use assign to a property of a name, whatever the object: the last place to look for a
 * member that an object does not show (`attach(context, db)`, `service.client = db`).
 */
export function assignedElsewhere(it: Interpreter, property: string): Value {
  const active = running.get(it) ?? new Set<string>();
  running.set(it, active);
  if (active.has(property)) return nothing;
  const expressions = it.sources.loaded().flatMap((source) => assignedToProperty(source, property));
  if (expressions.length === 0 || expressions.length > maxAssignments) return nothing;
  active.add(property);
  const value = join(...expressions.map((expression) => it.evaluate(expression, it.frameAt(expression))));
  active.delete(property);
  return value.filter(({ kind }) => kind !== "opaque");
}
