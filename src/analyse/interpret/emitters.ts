import { ts } from "ts-morph";
import { originOf } from "../program/origin.ts";
import { unwrap } from "../syntax/unwrap.ts";
import type { Value } from "../value/value.ts";
import { Collector } from "./collector.ts";
import { type Contribution, noContribution } from "./contribution.ts";
import type { Call } from "./evaluate-call.ts";
import type { Interpreter } from "./interpreter.ts";
import { stepAt } from "./make-effect.ts";

const packages = new Set([
  "events",
  "node:events",
  "eventemitter3",
  "eventemitter2",
  "mitt",
  "emittery",
  "tiny-emitter",
  "nanoevents",
]);
const listening = /^(on|once|addListener|prependListener|onAny|subscribe)$/;

/** True for `emitter.emit(...)` of an emitter package. */
export function isEmit(path: readonly string[]): boolean {
  return packages.has(path[0] ?? "") && /^emit(Async|Serial)?$/.test(path.at(-1) ?? "");
}

/** What the listeners do that the repository registers for an event: they may run after the handler has returned. */
export function emitted(it: Interpreter, call: Call): Contribution {
  const [event] = call.arguments;
  const collector = new Collector();
  const [name] = event ?? [];
  const text = name?.kind === "string" ? name.text : null;
  for (const listener of listenersOf(it, call, text)) {
    for (const callee of it.evaluate(listener, it.frameAt(listener))) {
      if (callee.kind !== "function") continue;
      const given: readonly Value[] = call.arguments.slice(1);
      collector.add(it.invoke(callee, given).contribution, { step: stepAt(call.node), deferred: true });
    }
  }
  return event ? collector.result() : noContribution;
}

function listenersOf(it: Interpreter, call: Call, event: string | null): readonly ts.Expression[] {
  const files = event === null ? it.texts.naming([".on(", ".once(", ".addListener("]) : it.texts.naming([event]);
  const home = emitterOf(it, call.node);
  return files.flatMap((file) => {
    const found: ts.Expression[] = [];
    const visit = (node: ts.Node): void => {
      const listener = ts.isCallExpression(node) ? listenerIn(it, node, { event, home }) : null;
      if (listener) found.push(listener);
      ts.forEachChild(node, visit);
    };
    const source = it.sources.get(file);
    if (source) visit(source);
    return found;
  });
}

function listenerIn(
  it: Interpreter,
  node: ts.CallExpression,
  wanted: { event: string | null; home: string | null },
): ts.Expression | null {
  const callee = unwrap(node.expression);
  const [event, listener] = node.arguments;
  if (!ts.isPropertyAccessExpression(callee) || !listening.test(callee.name.text) || !event || !listener) return null;
  if (wanted.event !== null && ts.isStringLiteralLike(event) && event.text !== wanted.event) return null;
  const home = emitterOf(it, node);
  return wanted.home === null || home === null || home === wanted.home ? listener : null;
}

/** Where the emitter is declared; null for one in a field or parameter. */
function emitterOf(it: Interpreter, node: ts.Node): string | null {
  const callee = ts.isCallExpression(node) ? unwrap(node.expression) : null;
  if (!callee || !ts.isPropertyAccessExpression(callee)) return null;
  const origin = originOf(it, callee.expression);
  return origin?.file ? `${origin.file}#${origin.name}` : null;
}
