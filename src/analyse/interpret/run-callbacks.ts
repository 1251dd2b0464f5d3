import { type FunctionValue, opaque, type Value } from "../value/value.ts";
import { Collector, type Passage } from "./collector.ts";
import { type Contribution, noContribution } from "./contribution.ts";
import type { Call } from "./evaluate-call.ts";
import type { Interpreter } from "./interpreter.ts";
import { stepAt } from "./make-effect.ts";

/** Every function that code which receives the arguments could call: given directly, in an object, in an array. */
export function functionsIn(value: Value, depth = 0): readonly FunctionValue[] {
  if (depth > 3) return [];
  return value.flatMap((alternative) => {
    if (alternative.kind === "function") return [alternative];
    if (alternative.kind === "array" || alternative.kind === "map") return functionsIn(alternative.element, depth + 1);
    if (alternative.kind !== "object" || alternative.isContext) return [];
    return [...alternative.properties.values(), alternative.rest].flatMap((part) => functionsIn(part, depth + 1));
  });
}

/** What happens when all functions among the arguments are called with the given arguments; their values joined by the caller. */
export function runCallbacks(
  it: Interpreter,
  call: Call,
  how: { readonly given: readonly Value[]; readonly passage?: Passage },
): { readonly contribution: Contribution; readonly values: readonly Value[] } {
  const collector = new Collector();
  const values: Value[] = [];
  for (const callback of call.arguments.flatMap((argument) => functionsIn(argument))) {
    const summary = it.invoke(callback, how.given);
    collector.add(summary.contribution, { step: stepAt(call.node), ...how.passage });
    values.push(summary.value);
  }
  return { contribution: collector.result(), values };
}

/** Calls the functions among the arguments with values that lead to no client. */
export function runBlindly(it: Interpreter, call: Call, passage?: Passage): Contribution {
  const hasFunction = call.arguments.some((argument) => functionsIn(argument).length > 0);
  if (!hasFunction) return noContribution;
  return runCallbacks(it, call, { given: [opaque, opaque, opaque], ...(passage ? { passage } : {}) }).contribution;
}
