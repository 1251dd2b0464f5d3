import { ts } from "ts-morph";
import { join } from "../value/join.ts";
import {
  type ClassValue,
  type ClientValue,
  type FunctionValue,
  type InstanceValue,
  opaque,
  type Value,
} from "../value/value.ts";
import { baseInstance, instanceOf } from "./base-instance.ts";
import { fieldContribution } from "./class-members.ts";
import { Collector } from "./collector.ts";
import { type CalledWithClient, type Contribution, noContribution } from "./contribution.ts";
import type { Call } from "./evaluate-call.ts";
import type { Interpreter, Outcome } from "./interpreter.ts";
import { calleeText } from "./call-opaque.ts";
import { stepAt, unknownEffect } from "./make-effect.ts";
import { functionsIn } from "./run-callbacks.ts";

/** A call of a function of the repository. */
export function callFunction(it: Interpreter, callee: FunctionValue, call: Call): Outcome {
  if (it.known.isTenantTransaction(callee.node)) return tenantTransaction(it, call);
  const wrapper = it.known.sessionWrapperOf(callee.node);
  if (wrapper !== null) return nestedSession(it, wrapper, call);
  const summary = it.invoke(callee, call.arguments);
  const collector = new Collector();
  collector.add(summary.contribution, { step: stepAt(call.node) });
  const callbacks = calledWithClient(callee, call.arguments);
  if (callbacks.length > 0) collector.add({ ...noContribution, callbacks });
  return { value: summary.value, contribution: collector.result() };
}

/** `withTenant(tenantId, callback)`: every function among the arguments gets a client that is in a transaction of its own. */
function tenantTransaction(it: Interpreter, call: Call): Outcome {
  const extensions = it.known.tenantExtensions;
  const client: ClientValue = it.observing
    ? { kind: "client", client: "session", openedOn: null, extensions }
    : { kind: "client", client: "transaction", openedOn: "tenant", extensions };
  return callBack(it, call, client);
}

/** Calls every function among the arguments with a client. */
export function callBack(it: Interpreter, call: Call, client: ClientValue): Outcome {
  const collector = new Collector();
  const values: Value[] = [];
  const callbacks = call.arguments.flatMap((argument) => functionsIn(argument));
  if (callbacks.length === 0) return lostCallback(call, client);
  for (const callback of callbacks) {
    const summary = it.invoke(callback, [[client]]);
    collector.add(summary.contribution, { step: stepAt(call.node) });
    collector.add({ ...noContribution, callbacks: [{ node: callback.node, client }] });
    values.push(summary.value);
  }
  const value = join(...values);
  return { value: value.length > 0 ? value : opaque, contribution: collector.result() };
}

/** A transaction around code that is not found. */
function lostCallback(call: Call, client: ClientValue): Outcome {
  return unknownEffect(call, { cause: { code: "MS2001", data: { callee: calleeText(call) } }, client });
}

/** A second wrapper inside a handler: a session and a transaction of its own, on another connection. */
function nestedSession(it: Interpreter, wrapper: string, call: Call): Outcome {
  const client: ClientValue = { kind: "client", client: "global", openedOn: "global", extensions: [] };
  const context: Value = [{ kind: "object", properties: new Map([["db", [client]]]), rest: opaque, isContext: false }];
  const collector = new Collector();
  collector.add({ ...noContribution, sessions: [wrapper] });
  for (const callback of call.arguments.flat()) {
    if (callback.kind === "function")
      collector.add(it.invoke(callback, [context, [client]]).contribution, { step: stepAt(call.node) });
  }
  return { value: [{ kind: "response" }], contribution: collector.result() };
}

/** `new Service(db)`: the constructor runs, and those of the classes it extends. */
export function constructInstance(it: Interpreter, callee: ClassValue, call: Call): Outcome {
  const instance: InstanceValue = { kind: "instance", of: callee, arguments: call.arguments };
  const client = baseInstance(it, instance).find((alternative) => alternative.kind === "client");
  const contribution = constructorContribution(it, instance, call);
  const value: Value = client ? [instance, client] : instanceOf(callee, call.arguments);
  return { value, contribution };
}

/** The field initialisers and the constructor; where the class has no constructor of its own, those that it inherits. */
function constructorContribution(it: Interpreter, instance: InstanceValue, call: Call): Contribution {
  const collector = new Collector();
  const passage = { step: stepAt(call.node) };
  collector.add(fieldContribution(it, instance), passage);
  const constructor = instance.of.node.members.find(
    (member) => ts.isConstructorDeclaration(member) && member.body !== undefined,
  );
  if (constructor && ts.isConstructorDeclaration(constructor)) {
    const callee: FunctionValue = {
      kind: "function",
      node: constructor,
      frame: instance.of.frame,
      self: [instance],
      bound: [],
    };
    collector.add(it.invoke(callee, call.arguments).contribution, passage);
    return collector.result();
  }
  for (const base of baseInstance(it, instance))
    if (base.kind === "instance") collector.add(constructorContribution(it, base, call));
  return collector.result();
}

function calledWithClient(callee: FunctionValue, given: readonly Value[]): readonly CalledWithClient[] {
  return given.flat().flatMap((value) => (value.kind === "client" ? [{ node: callee.node, client: value }] : []));
}
