import { join } from "../value/join.ts";
import { nothing, opaque, type Value } from "../value/value.ts";
import { callAlternative, type Call } from "./evaluate-call.ts";
import { Collector } from "./collector.ts";
import { noContribution } from "./contribution.ts";
import { stringsIn } from "./evaluate-expression.ts";
import { instanceOf } from "./base-instance.ts";
import type { Interpreter, Outcome } from "./interpreter.ts";

/** `Reflect.get(object, name)`, `Reflect.apply(fn, self, list)` and `Reflect.construct(type, list)`; others do nothing to a client. */
export function callReflect(it: Interpreter, method: string, call: Call): Outcome {
  const [target = nothing, second = nothing, third = nothing] = call.arguments;
  if (method === "get") return { value: membersOf(it, target, second), contribution: noContribution };
  if (method === "construct") {
    const given = listed(second);
    return { value: join(...target.map((type) => instanceOf(type, given))), contribution: noContribution };
  }
  if (method !== "apply") return { value: opaque, contribution: noContribution };
  const collector = new Collector();
  const values = target.map((callee) => {
    const bound = callee.kind === "function" && second.length > 0 ? { ...callee, self: second } : callee;
    const outcome = callAlternative(it, bound, { ...call, arguments: listed(third) });
    collector.add(outcome.contribution);
    return outcome.value;
  });
  return { value: join(...values), contribution: collector.result() };
}

function membersOf(it: Interpreter, target: Value, key: Value): Value {
  const names = stringsIn(it, key);
  return names === null ? it.property(target, null) : join(...names.map((name) => it.property(target, name)));
}

/** The arguments that a list stands for; some, if it is not known how many. */
export function listed(list: Value): readonly Value[] {
  const [only] = list;
  if (only?.kind !== "array" || list.length !== 1) return [opaque];
  return only.items ?? [only.element, only.element, only.element];
}
