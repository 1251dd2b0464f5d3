import { ts } from "ts-morph";
import { fileOf } from "../program/source-files.ts";
import { clientsIn } from "../value/holds-client.ts";
import { join } from "../value/join.ts";
import {
  type Alternative,
  arrayOf,
  type FunctionValue,
  mapOf,
  nothing,
  opaque,
  response,
  type Value,
} from "../value/value.ts";
import { callArrayMethod } from "./call-array-method.ts";
import { callFunction } from "./call-function.ts";
import { callMapMethod } from "./call-map-method.ts";
import { callObject } from "./call-object.ts";
import { calleeText, callOpaque } from "./call-opaque.ts";
import { callPromise, callPromiseMethod } from "./call-promise.ts";
import { callReflect, listed } from "./call-reflect.ts";
import { Collector } from "./collector.ts";
import { noContribution } from "./contribution.ts";
import { moduleValue } from "./declared-value.ts";
import { type Call, loadingContribution } from "./evaluate-call.ts";
import type { Interpreter, Outcome } from "./interpreter.ts";
import { externalAt } from "./external-effect.ts";
import { unknownEffect } from "./make-effect.ts";
import { concatenated } from "./sql-text.ts";
import { runBlindly, runCallbacks } from "./run-callbacks.ts";

export type BuiltinValue = Extract<Alternative, { kind: "builtin" }>;

/** A call of a global of the language or the platform, or of a method that every value of a kind has. */
export function callBuiltin(it: Interpreter, callee: BuiltinValue, call: Call): Outcome {
  const [object = "", method = ""] = callee.path;
  if (callee.receiver) return callMethod(it, callee, call);
  if (object === "require") return callRequire(it, call, method);
  if (object === "fetch" && callee.path.length === 1) return externalAt(call.node, { kind: "http", what: "fetch" });
  if (object === "Promise") return callPromise(it, method, call);
  if (object === "Reflect") return callReflect(it, method, call);
  if (object === "Proxy") return makeProxy(it, call);
  if (object === "eval" || object === "Function") return runsText(call);
  if (object === "Object") return callObject(it, method, call);
  if (object === "Response" || object === "NextResponse") return makeResponse(it, call);
  if (collections.has(object)) return callCollection(it, object, call);
  if (deferring.has(object)) return { value: opaque, contribution: runBlindly(it, call, { deferred: true }) };
  if (harmless.has(object)) return { value: opaque, contribution: noContribution };
  return callOpaque(it, call);
}

const collections = new Set(["Map", "WeakMap", "Set", "WeakSet", "Array"]);

/** `require("./x")` loads a module; a computed path could be anything. */
function callRequire(it: Interpreter, call: Call, specifier: string): Outcome {
  if (!specifier) {
    const [argument] = ts.isCallExpression(call.node) ? call.node.arguments : [];
    return unknownEffect(call, {
      cause: { code: "MS2005", data: { specifier: argument?.getText() ?? "" } },
      client: null,
    });
  }
  const value = moduleValue(it, specifier, fileOf(call.node));
  return { value, contribution: loadingContribution(it, value, call.node) };
}

/** Globals that start callbacks later. */
const deferring = new Set([
  "setTimeout",
  "setInterval",
  "setImmediate",
  "queueMicrotask",
  "ReadableStream",
  "TransformStream",
  "process",
]);

/** Globals that do nothing to a client, and call no function, that they are given. */
const harmless = new Set([
  "console",
  "JSON",
  "String",
  "Boolean",
  "Number",
  "Error",
  "prisma",
  "Math",
  "Symbol",
  "structuredClone",
]);

function callMethod(it: Interpreter, callee: BuiltinValue, call: Call): Outcome {
  const [object = "", method = ""] = callee.path;
  const receiver = callee.receiver ?? nothing;
  if (object === "Function") return callFunctionMethod(it, method, { receiver, call });
  if (object === "Promise") return callPromiseMethod(it, method, { receiver, call });
  if (object === "String") return callStringMethod(it, method, { receiver, call });
  if (object === "Map") return callMapMethod(it, method, { receiver, call });
  return callArrayMethod(it, method, { receiver, call });
}

/** What only takes blanks off a text leaves its SQL as it is. */
function callStringMethod(it: Interpreter, method: string, at: { receiver: Value; call: Call }): Outcome {
  const { receiver, call } = at;
  const contribution = runBlindly(it, call);
  if (/^(trim|trimStart|trimEnd|toString|valueOf)$/.test(method)) return { value: receiver, contribution };
  return { value: method === "concat" ? call.arguments.reduce(concatenated, receiver) : opaque, contribution };
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
    const outcome = callFunction(it, bound, {
      ...call,
      arguments: method === "call" ? given : listed(given[0] ?? nothing),
    });
    collector.add(outcome.contribution);
    return outcome.value;
  });
  return { value: join(...values), contribution: collector.result() };
}

/** `new Proxy(target, { get })`: a member is what the trap answers. */
function makeProxy(it: Interpreter, call: Call): Outcome {
  const [target = nothing, handler = nothing] = call.arguments;
  const get = it
    .property(
      handler.filter(({ kind }) => kind === "object"),
      "get",
    )
    .filter(({ kind }) => kind === "function");
  const [client = null] = call.arguments.flatMap((argument) => clientsIn(argument));
  const isPlain = handler.every((one) => one.kind === "object" && one.properties.size <= 1);
  const value: Value = isPlain
    ? [{ kind: "proxy", target, get }]
    : [
        { kind: "proxy", target, get },
        { kind: "lost", client },
      ];
  return { value, contribution: runBlindly(it, { ...call, arguments: [handler] }) };
}

/** `eval(text)`, `new Function(text)`: code that is not in the repository. */
function runsText(call: Call): Outcome {
  return unknownEffect(call, { cause: { code: "MS2001", data: { callee: calleeText(call) } }, client: null });
}

/** `new Response(stream)`: what the stream's callbacks do happens after the handler has returned. */
export function makeResponse(it: Interpreter, call: Call): Outcome {
  return { value: response, contribution: runBlindly(it, call, { deferred: true }) };
}

/** A `Set` is taken for the array of its members; `Array.from` and `Array.of` make one. */
function callCollection(it: Interpreter, kind: string, call: Call): Outcome {
  const [first = nothing] = call.arguments;
  const element = it.property(first, null);
  if (kind === "Map" || kind === "WeakMap") {
    return { value: mapOf(it.property(element, "0"), it.property(element, "1")), contribution: noContribution };
  }
  if (kind !== "Array") return { value: arrayOf(element), contribution: noContribution };
  const { contribution, values } = runCallbacks(it, call, { given: [element, opaque] });
  return {
    value: values.length > 0 ? arrayOf(join(...values)) : first.length > 0 ? arrayOf(element) : opaque,
    contribution,
  };
}
