import { join } from "../value/join.ts";
import { arrayOf, nothing, opaque, type Value } from "../value/value.ts";
import type { Contribution } from "./contribution.ts";
import { Collector } from "./collector.ts";
import type { Call } from "./evaluate-call.ts";
import type { Interpreter, Outcome } from "./interpreter.ts";
import { runCallbacks } from "./run-callbacks.ts";
import { concatenated } from "./sql-text.ts";

/** A method of an array (or of a `Map` or `Set`, or of rows): callbacks get its elements. */
export function callArrayMethod(it: Interpreter, method: string, at: { receiver: Value; call: Call }): Outcome {
  const { receiver, call } = at;
  const element = it.property(receiver, null);
  const [first = nothing] = call.arguments;
  if (method === "reduce" || method === "reduceRight") {
    const items = itemsOf(receiver);
    return reduce(it, call, { element, items: items && method === "reduceRight" ? [...items].reverse() : items });
  }
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
    case "splice":
    case "toSpliced":
    case "toReversed":
    case "with":
    case "fill":
      return arrayOf(element);
    case "join":
      return joined(receiver, first);
    default:
      return opaque;
  }
}

/** The text of `["SELECT", "FROM"].join("\n")`. */
function joined(receiver: Value, separator: Value): Value {
  const [only] = receiver;
  if (receiver.length !== 1 || only?.kind !== "array" || !only.items) return opaque;
  const glue: Value = separator.length > 0 ? separator : [{ kind: "string", text: "," }];
  const [head, ...tail] = only.items;
  return head ? tail.reduce<Value>((text, item) => concatenated(concatenated(text, glue), item), head) : opaque;
}

/** The accumulator is what the callback returned before: two rounds show every client that can get there. */
function reduce(
  it: Interpreter,
  call: Call,
  { element, items }: { element: Value; items: readonly Value[] | null },
): Outcome {
  if (items && items.length <= maxItems) return reduceItems(it, call, items);
  const initial = call.arguments[1] ?? element;
  const once = runCallbacks(it, call, { given: [initial, element] });
  const twice = runCallbacks(it, call, { given: [join(initial, ...once.values), element] });
  const contribution: Contribution = both(once.contribution, twice.contribution);
  return { value: join(initial, ...twice.values), contribution };
}

/** Longer lists are not gone through one by one. */
const maxItems = 16;

function itemsOf(receiver: Value): readonly Value[] | null {
  const [only] = receiver;
  return receiver.length === 1 && only?.kind === "array" && only.items ? only.items : null;
}

/** A list that is known: one call after the other. */
function reduceItems(it: Interpreter, call: Call, items: readonly Value[]): Outcome {
  const collector = new Collector();
  const [first, ...others] = call.arguments[1] ? [call.arguments[1], ...items] : items;
  const value = others.reduce<Value>((accumulated, item) => {
    const { contribution, values } = runCallbacks(it, call, { given: [accumulated, item] });
    collector.add(contribution);
    return join(...values);
  }, first ?? opaque);
  return { value, contribution: collector.result() };
}

function both(a: Contribution, b: Contribution): Contribution {
  const collector = new Collector();
  collector.add(a);
  collector.add(b);
  return collector.result();
}
