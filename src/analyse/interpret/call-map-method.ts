import { join } from "../value/join.ts";
import { arrayOf, type MapValue, opaque, type Value } from "../value/value.ts";
import type { Call } from "./evaluate-call.ts";
import type { Interpreter, Outcome } from "./interpreter.ts";
import { runCallbacks } from "./run-callbacks.ts";

/** A method of a `Map`: `forEach` gives value and key to its callbacks. */
export function callMapMethod(it: Interpreter, method: string, at: { receiver: Value; call: Call }): Outcome {
  const { receiver, call } = at;
  const maps = receiver.filter((value) => value.kind === "map");
  const element = join(...maps.map((map) => map.element));
  const key = join(...maps.map((map) => map.key));
  const { contribution } = runCallbacks(it, call, { given: [element, key, receiver] });
  return { value: valueOf(method, { maps, element, key }), contribution };
}

function valueOf(method: string, at: { maps: readonly MapValue[]; element: Value; key: Value }): Value {
  switch (method) {
    case "get":
      return at.element;
    case "set":
      return at.maps;
    case "values":
      return arrayOf(at.element);
    case "keys":
      return arrayOf(at.key);
    case "entries":
      return arrayOf(join(...at.maps.map(entryOf)));
    default:
      return opaque;
  }
}

/** What iterating over the map yields: `[key, value]`. */
export function entryOf(map: MapValue): Value {
  return [{ kind: "array", items: [map.key, map.element], element: join(map.key, map.element) }];
}
