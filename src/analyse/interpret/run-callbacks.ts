import { type Alternative, type FunctionValue, opaque, type Value } from "../value/value.ts";
import { Collector, type Passage } from "./collector.ts";
import { type Contribution, noContribution } from "./contribution.ts";
import { type Call, callAlternative } from "./evaluate-call.ts";
import type { Interpreter } from "./interpreter.ts";
import { stepAt } from "./make-effect.ts";

/** Objects that hold functions are not looked into deeper than this. */
const maxDepth = 7;

/** Every function that code which receives the arguments could call: given directly, in an object, in an array. */
export function functionsIn(value: Value, depth = 0): readonly FunctionValue[] {
  if (depth > maxDepth) return [];
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
    collector.add(summary.contribution, { step: stepAt(call.node), repeated: true, ...how.passage });
    values.push(summary.value);
  }
  for (const callee of call.arguments.flat().filter(isCallable)) {
    const outcome = callAlternative(it, callee, { ...call, arguments: how.given });
    collector.add(outcome.contribution, how.passage);
    values.push(outcome.value);
  }
  return { contribution: collector.result(), values };
}

/** What is not a function of the repository and can be called back all the same: `ids.map(db.order.delete)`. */
function isCallable(value: Alternative): boolean {
  if (value.kind === "builtin") return value.path.length === 1 && value.path[0] === "fetch";
  return value.kind === "operation";
}

/** Calls the functions among the arguments with values that lead to no client. */
export function runBlindly(it: Interpreter, call: Call, passage?: Passage): Contribution {
  const hasFunction = call.arguments.some((argument) => argument.some(isCallable) || functionsIn(argument).length > 0);
  if (!hasFunction) return noContribution;
  return runCallbacks(it, call, { given: [opaque, opaque, opaque], ...(passage ? { passage } : {}) }).contribution;
}
