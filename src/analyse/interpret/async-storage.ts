import { originOf } from "../program/origin.ts";
import { callsByName } from "../syntax/calls-by-name.ts";
import { unwrap } from "../syntax/unwrap.ts";
import { join } from "../value/join.ts";
import { opaque, type Value } from "../value/value.ts";
import { ts } from "ts-morph";
import { noContribution } from "./contribution.ts";
import type { Call } from "./evaluate-call.ts";
import type { Interpreter, Outcome } from "./interpreter.ts";
import { runCallbacks } from "./run-callbacks.ts";

/** True for a method of `AsyncLocalStorage` that keeps a value or hands it out (Node.js: "Asynchronous context tracking"). */
export function isAsyncStorage(path: readonly string[]): boolean {
  return /^(node:)?async_hooks$/.test(path[0] ?? "") && /^(run|enterWith|exit|getStore)$/.test(path.at(-1) ?? "");
}

/** `storage.run(store, callback)` calls back at once; `storage.getStore()` is what any `run` or `enterWith` was given. */
export function callAsyncStorage(it: Interpreter, method: string, call: Call): Outcome {
  if (method === "getStore") return { value: storedValue(it, call), contribution: noContribution };
  const { contribution, values } = runCallbacks(
    it,
    { ...call, arguments: call.arguments.slice(method === "exit" ? 0 : 1) },
    { given: [] },
  );
  return { value: join(...values), contribution };
}

function storedValue(it: Interpreter, call: Call): Value {
  const storage = storageOf(it, call.node);
  const files = it.texts.naming([".run(", ".enterWith("]);
  const stored = files.flatMap((file) => {
    const source = it.sources.get(file);
    const calls = source ? [...callsByName(source, "run"), ...callsByName(source, "enterWith")] : [];
    return calls
      .filter((one) => storage !== null && storageOf(it, one) === storage)
      .flatMap(({ arguments: [first] }) => first ?? []);
  });
  const value = join(...stored.map((expression) => it.evaluate(expression, it.frameAt(expression))));
  return value.length > 0 ? value : opaque;
}

function storageOf(it: Interpreter, node: ts.Node): string | null {
  const callee = ts.isCallExpression(node) ? unwrap(node.expression) : null;
  if (!callee || !ts.isPropertyAccessExpression(callee)) return null;
  const origin = originOf(it, callee.expression);
  return origin?.file ? `${origin.file}#${origin.name}` : null;
}
