import { ts } from "ts-morph";
import { fileOf } from "../program/source-files.ts";
import { join } from "../value/join.ts";
import { type Alternative, arrayOf, type FunctionValue, nothing, opaque, response, type Value } from "../value/value.ts";
import { callArrayMethod } from "./call-array-method.ts";
import { callFunction } from "./call-function.ts";
import { callOpaque } from "./call-opaque.ts";
import { Collector } from "./collector.ts";
import { noContribution } from "./contribution.ts";
import { moduleValue } from "./declared-value.ts";
import type { Call } from "./evaluate-call.ts";
import type { Interpreter, Outcome } from "./interpreter.ts";
import { externalAt } from "./external-effect.ts";
import { runBlindly, runCallbacks } from "./run-callbacks.ts";

export type BuiltinValue = Extract<Alternative, { kind: "builtin" }>;

/** A call of a global of the language or the platform, or of a method that every value of a kind has. */
export function callBuiltin(it: Interpreter, callee: BuiltinValue, call: Call): Outcome {
  const [object = "", method = ""] = callee.path;
  if (callee.receiver) return callMethod(it, callee, call);
  if (object === "require" && method) return { value: moduleValue(it, method, fileOf(call.node)), contribution: noContribution };
  if (object === "fetch" && callee.path.length === 1) return externalAt(call.node, { kind: "http", what: "fetch" });
  if (object === "Promise") return callPromise(it, method, call);
  if (object === "Object") return callObject(it, method, call);
  if (object === "Response" || object === "NextResponse") return makeResponse(it, call);
  if (object === "Map" || object === "Set" || object === "Array") return callCollection(it, object, call);
  if (deferring.has(object)) return { value: opaque, contribution: runBlindly(it, call, { deferred: true }) };
  if (harmless.has(object)) return { value: opaque, contribution: runBlindly(it, call) };
  return callOpaque(it, call);
}

/** Globals that start callbacks later. */
const deferring = new Set(["setTimeout", "setInterval", "setImmediate", "queueMicrotask", "ReadableStream", "TransformStream", "process"]);

/** Globals that do nothing to a client that they are given. */
const harmless = new Set(["console", "JSON", "String", "Boolean", "Number", "Error", "prisma", "Math", "Reflect", "Symbol", "structuredClone"]);

function callMethod(it: Interpreter, callee: BuiltinValue, call: Call): Outcome {
  const [object = "", method = ""] = callee.path;
  const receiver = callee.receiver ?? nothing;
  if (object === "Function") return callFunctionMethod(it, method, { receiver, call });
  if (object === "Promise") {
    const passage = method === "catch" ? {} : { caught: false };
    const { contribution, values } = runCallbacks(it, call, { given: [receiver], passage });
    return { value: join(receiver, ...values), contribution };
  }
  return callArrayMethod(it, method, { receiver, call });
}

/** `fn.call(self, ...)`, `fn.apply(self, [...])`, `fn.bind(self, ...)`. */
function callFunctionMethod(it: Interpreter, method: string, at: { receiver: Value; call: Call }): Outcome {
  const { receiver, call } = at;
  const [self = nothing, ...given] = call.arguments;
  const collector = new Collector();
  const values = receiver.map((callee): Value => {
    if (callee.kind !== "function") return nothing;
    const bound: FunctionValue = { ...callee, self: self.length > 0 ? self : callee.self };
    if (method === "bind") return [{ ...bound, bound: [...callee.bound, ...given] }];
    if (method !== "call" && method !== "apply") return opaque;
    const outcome = callFunction(it, bound, { ...call, arguments: method === "call" ? given : applied(given[0] ?? nothing) });
    collector.add(outcome.contribution);
    return outcome.value;
  });
  return { value: join(...values), contribution: collector.result() };
}

function applied(list: Value): readonly Value[] {
  const [only] = list;
  return only?.kind === "array" ? (only.items ?? [only.element, only.element, only.element]) : [opaque];
}

/** The constructor runs its callback at once; the combinators hand the values on. */
function callPromise(it: Interpreter, method: string, call: Call): Outcome {
  const [first = nothing] = call.arguments;
  const contribution = runBlindly(it, call);
  if (method === "all" || method === "allSettled") return { value: first, contribution };
  if (method === "race" || method === "any") return { value: it.property(first, null), contribution };
  return { value: method === "resolve" ? first : opaque, contribution };
}

function callObject(it: Interpreter, method: string, call: Call): Outcome {
  const [first = nothing, ...others] = call.arguments;
  const done = (value: Value): Outcome => ({ value, contribution: noContribution });
  switch (method) {
    case "freeze":
    case "seal":
    case "create":
      return done(first);
    case "assign":
      return done(mergedObjects([first, ...others]));
    case "values":
      return done(arrayOf(it.property(first, null)));
    case "entries":
      return done(arrayOf([{ kind: "array", items: [opaque, it.property(first, null)], element: it.property(first, null) }]));
    case "fromEntries":
      return done([{ kind: "object", properties: new Map(), rest: it.property(it.property(first, null), "1"), isContext: false }]);
    default:
      return done(opaque);
  }
}

function mergedObjects(values: readonly Value[]): Value {
  const properties = new Map<string, Value>();
  let rest: Value = nothing;
  for (const part of values.flat()) {
    if (part.kind !== "object") continue;
    for (const [name, value] of part.properties) properties.set(name, value);
    rest = join(rest, part.rest);
  }
  return [{ kind: "object", properties, rest, isContext: false }];
}

/** `new Response(stream)`: what the stream's callbacks do happens after the handler has returned. */
export function makeResponse(it: Interpreter, call: Call): Outcome {
  return { value: response, contribution: runBlindly(it, call, { deferred: true }) };
}

/** A `Map` is taken for the array of its values, a `Set` for that of its members. */
function callCollection(it: Interpreter, kind: string, call: Call): Outcome {
  const [first = nothing] = call.arguments;
  const contribution = kind === "Array" ? runBlindly(it, call) : noContribution;
  if (!ts.isNewExpression(call.node)) return { value: first.length > 0 ? arrayOf(it.property(first, null)) : opaque, contribution };
  const element = it.property(first, null);
  return { value: arrayOf(kind === "Map" ? it.property(element, "1") : element), contribution };
}

