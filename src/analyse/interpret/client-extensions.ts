import { nothing, type ClientValue, type Value } from "../value/value.ts";
import { join } from "../value/join.ts";
import type { Contribution } from "./contribution.ts";
import { Collector } from "./collector.ts";
import type { Interpreter } from "./interpreter.ts";

/**
 * A method that a client extension adds (`$extends({ model: { order: { archive() {...} } } })`), with the client or
 * model as its `this`; nothing if no extension has it. Prisma: "Client extensions".
 */
export function extensionMember(
  wanted: { readonly client: ClientValue; readonly component: "client" | "model"; readonly path: readonly string[] },
): Value {
  const { client, component, path } = wanted;
  const base: ClientValue = { ...client, extensions: [] };
  const self: Value = component === "client" ? [client] : [{ kind: "model", client: base, model: path[0] ?? null }];
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
export function queryHooks(it: Interpreter, client: ClientValue, operation: { model: string | null; name: string }): Contribution {
  const collector = new Collector();
  const models = [operation.model, "$allModels"].filter((name) => name !== null);
  for (const extension of client.extensions) {
    const query = ownProperty(extension, "query");
    const byModel = models.map((name) => ownProperty(query, name)).flat();
    for (const name of [operation.name, "$allOperations"]) {
      for (const hook of [...ownProperty(byModel, name), ...ownProperty(query, name)]) {
        if (hook.kind === "function") collector.add(it.invoke(hook, []).contribution);
      }
    }
  }
  return collector.result();
}

function ownProperty(value: Value, name: string): Value {
  return join(...value.map((part) => (part.kind === "object" ? (part.properties.get(name) ?? nothing) : nothing)));
}
