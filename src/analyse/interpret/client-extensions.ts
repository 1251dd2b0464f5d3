import { nothing, type ClientValue, rows, type Value } from "../value/value.ts";
import { join } from "../value/join.ts";
import type { Contribution } from "./contribution.ts";
import { Collector } from "./collector.ts";
import { hookContribution } from "./hook-contribution.ts";
import type { Interpreter } from "./interpreter.ts";

/**
 * A method that a client extension adds (`$extends({ model: { order: { archive() {...} } } })`), with the client or
 * model as its `this`; nothing if no extension has it. Prisma: "Client extensions".
 */
export function extensionMember(wanted: {
  readonly client: ClientValue;
  readonly component: "client" | "model";
  readonly path: readonly string[];
  readonly model?: string | null;
}): Value {
  const { client, component, path } = wanted;
  const base: ClientValue = { ...client, extensions: [] };
  const self: Value =
    component === "client" ? [client] : [{ kind: "model", client: base, model: wanted.model ?? path[0] ?? null }];
  const found = client.extensions.map((extension) => {
    const value = [component, ...path].reduce<Value>((part, name) => ownProperty(part, name), extension);
    return value.map((part) => (part.kind === "function" ? { ...part, self } : part));
  });
  return join(...found);
}

/**
 * What the `query` components of a client's extensions do around an operation: a soft delete turns reads into writes,
 * an audit log adds one (PRISMA.md F1.19).
 */
export function queryHooks(
  it: Interpreter,
  client: ClientValue,
  operation: { model: string | null; name: string },
): Contribution {
  const collector = new Collector();
  const models = [operation.model, "$allModels"].filter((name) => name !== null);
  for (const extension of client.extensions) {
    const query = ownProperty(extension, "query");
    const byModel = models.map((name) => ownProperty(query, name)).flat();
    const hooks = [operation.name, "$allOperations"].flatMap((name) => [
      ...ownProperty(byModel, name),
      ...ownProperty(query, name),
    ]);
    for (const hook of hooks) if (hook.kind === "function") collector.add(hookContribution(it, hook, operation));
  }
  return collector.result();
}

/** What the `result` components of a client's extensions add to rows, whatever the model: functions only. */
export function computedMembers(it: Interpreter, client: ClientValue): ReadonlyMap<string, Value> {
  const members = new Map<string, Value>();
  for (const extension of client.extensions) {
    for (const model of ownProperty(extension, "result")) {
      for (const fields of model.kind === "object" ? model.properties.values() : []) addComputed(it, fields, members);
    }
  }
  return members;
}

function addComputed(it: Interpreter, fields: Value, members: Map<string, Value>): void {
  for (const field of fields) {
    if (field.kind !== "object") continue;
    for (const [name, definition] of field.properties) {
      const made = ownProperty(definition, "compute").flatMap((compute) =>
        compute.kind === "function" ? it.invoke(compute, [rows]).value : [],
      );
      const functions = made.filter(({ kind }) => kind === "function");
      if (functions.length > 0) members.set(name, join(members.get(name) ?? nothing, functions));
    }
  }
}

function ownProperty(value: Value, name: string): Value {
  return join(...value.map((part) => (part.kind === "object" ? (part.properties.get(name) ?? nothing) : nothing)));
}
