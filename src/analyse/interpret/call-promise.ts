import { ts } from "ts-morph";
import { containerOf, resolveName } from "../syntax/scope.ts";
import { join } from "../value/join.ts";
import { type Alternative, opaque, type Value } from "../value/value.ts";
import { noContribution } from "./contribution.ts";
import type { Call } from "./evaluate-call.ts";
import type { Interpreter, Outcome } from "./interpreter.ts";
import { runBlindly, runCallbacks } from "./run-callbacks.ts";

/** The constructor runs its callback at once; the combinators hand the values on. */
export function callPromise(it: Interpreter, method: string, call: Call): Outcome {
  const [first = opaque] = call.arguments;
  if (method === "settle") return { value: opaque, contribution: noContribution };
  if (ts.isNewExpression(call.node)) {
    const { contribution } = runCallbacks(it, call, { given: [settle, settle], passage: { repeated: false } });
    return { value: join(...first.map((executor) => resolvedWith(it, executor))), contribution };
  }
  const contribution = runBlindly(it, call);
  if (method === "all" || method === "allSettled") return { value: first, contribution };
  if (method === "race" || method === "any") return { value: it.property(first, null), contribution };
  return { value: method === "resolve" ? first : opaque, contribution };
}

/** `resolve` and `reject`: they call nothing. */
const settle: Value = [{ kind: "builtin", path: ["Promise", "settle"], receiver: null }];

/** What the executor of `new Promise((resolve) => ...)` gives to `resolve`. */
function resolvedWith(it: Interpreter, executor: Alternative): Value {
  if (executor.kind !== "function") return opaque;
  const [resolve] = executor.node.parameters;
  const frame = it.frame(executor.node, executor.frame, { arguments: [opaque, opaque], self: executor.self });
  const values: Value[] = [];
  const visit = (node: ts.Node): void => {
    if (
      ts.isCallExpression(node) &&
      ts.isIdentifier(node.expression) &&
      resolveName(node.expression.text, node) === resolve
    ) {
      const [argument] = node.arguments;
      if (argument) values.push(it.evaluate(argument, containerOf(node) === executor.node ? frame : it.frameAt(node)));
    }
    ts.forEachChild(node, visit);
  };
  if (resolve && executor.node.body) visit(executor.node.body);
  return values.length > 0 ? join(...values) : opaque;
}

/** `promise.then(callback)`; what `catch` and `finally` give to theirs leads to no client. */
export function callPromiseMethod(it: Interpreter, method: string, at: { receiver: Value; call: Call }): Outcome {
  const { receiver, call } = at;
  const given = method === "then" ? [receiver] : [opaque];
  const { contribution, values } = runCallbacks(it, call, { given, passage: { repeated: false } });
  if (method === "finally") return { value: receiver, contribution };
  return { value: method === "then" && values.length > 0 ? join(...values) : join(receiver, ...values), contribution };
}
