import { join } from "../value/join.ts";
import { arrayOf, nothing, opaque, type Value } from "../value/value.ts";
import type { Contribution } from "./contribution.ts";
import { Collector } from "./collector.ts";
import type { Call } from "./evaluate-call.ts";
import type { Interpreter, Outcome } from "./interpreter.ts";
import { runCallbacks } from "./run-callbacks.ts";

/** A method of an array (or of a `Map` or `Set`, or of rows): callbacks get its elements. */
export function callArrayMethod(it: Interpreter, method: string, at: { receiver: Value; call: Call }): Outcome {
  const { receiver, call } = at;
  const element = it.property(receiver, null);
  const [first = nothing] = call.arguments;
  if (method === "reduce" || method === "reduceRight") return reduce(it, call, element);
  const { contribution, values } = runCallbacks(it, call, { given: [element, opaque, receiver] });
  const returned = join(...values);
  return { value: valueOf(it, method, { receiver, element, returned, first }), contribution };
}

interface Parts {
  readonly receiver: Value;
  readonly element: Value;
  readonly returned: Value;
  readonly first: Value;
}

function valueOf(it: Interpreter, method: string, { receiver, element, returned, first }: Parts): Value {
  switch (method) {
    case "map":
      return arrayOf(returned);
    case "flatMap":
      return arrayOf(join(it.property(returned, null), returned));
    case "find":
    case "findLast":
    case "at":
    case "pop":
    case "shift":
    case "get":
      return element;
    case "filter":
    case "slice":
    case "sort":
    case "toSorted":
    case "reverse":
    case "values":
    case "flat":
      return receiver;
    case "entries":
      return arrayOf([{ kind: "array", items: [opaque, element], element }]);
    case "concat":
      return arrayOf(join(element, it.property(first, null)));
    default:
      return opaque;
  }
}

/** The accumulator is what the callback returned before: two rounds show every client that can get there. */
function reduce(it: Interpreter, call: Call, element: Value): Outcome {
  const initial = call.arguments[1] ?? element;
  const once = runCallbacks(it, call, { given: [initial, element] });
  const twice = runCallbacks(it, call, { given: [join(initial, ...once.values), element] });
  const contribution: Contribution = both(once.contribution, twice.contribution);
  return { value: join(initial, ...twice.values), contribution };
}

function both(a: Contribution, b: Contribution): Contribution {
  const collector = new Collector();
  collector.add(a);
  collector.add(b);
  return collector.result();
}
