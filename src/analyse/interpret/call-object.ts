import { join } from "../value/join.ts";
import { arrayOf, nothing, opaque, type Value } from "../value/value.ts";
import { noContribution } from "./contribution.ts";
import type { Call } from "./evaluate-call.ts";
import type { Interpreter, Outcome } from "./interpreter.ts";
import { type Properties, spreadInto } from "./spread.ts";

/** `Object.assign`, `Object.values`, ...: what a method of `Object` gives. */
export function callObject(it: Interpreter, method: string, call: Call): Outcome {
  const [first = nothing, ...others] = call.arguments;
  const done = (value: Value): Outcome => ({ value, contribution: noContribution });
  switch (method) {
    case "freeze":
    case "seal":
    case "create":
      return done(first);
    case "assign":
      return done(
        join(
          first.filter(({ kind }) => kind !== "object" && kind !== "opaque"),
          mergedObjects(it, [first, ...others]),
        ),
      );
    case "keys":
    case "getOwnPropertyNames":
      return done(arrayOf(keysOf(first)));
    case "values":
      return done(arrayOf(it.property(first, null)));
    case "entries":
      return done(
        arrayOf([
          { kind: "array", items: [keysOf(first), it.property(first, null)], element: it.property(first, null) },
        ]),
      );
    case "fromEntries":
      return done([
        { kind: "object", properties: new Map(), rest: it.property(it.property(first, null), "1"), isContext: false },
      ]);
    default:
      return done(opaque);
  }
}

function mergedObjects(it: Interpreter, values: readonly Value[]): Value {
  const target: Properties = { named: new Map(), rest: nothing };
  for (const value of values) spreadInto(it, target, value);
  return [{ kind: "object", properties: target.named, rest: target.rest, isContext: false }];
}

/** The names of an object's properties, where all of them are known. */
function keysOf(value: Value): Value {
  const known = value.every((one) => one.kind === "object" && one.rest.length === 0);
  const names = value.flatMap((one) => (one.kind === "object" ? [...one.properties.keys()] : []));
  return known && names.length > 0 && names.length <= 64 ? names.map((text) => ({ kind: "string", text })) : opaque;
}
