import { isInertMember } from "../prisma/operations.ts";
import { join } from "../value/join.ts";
import {
  type Alternative,
  type ArrayValue,
  type ClientValue,
  type ModelValue,
  nothing,
  type ObjectValue,
  opaque,
  type ProxyValue,
  type RowsValue,
  type Value,
} from "../value/value.ts";
import { instanceMember } from "./class-members.ts";
import { classMember } from "./static-members.ts";
import { extensionMember } from "./client-extensions.ts";
import { assignedElsewhere } from "./assigned-elsewhere.ts";
import { entryOf } from "./call-map-method.ts";
import { functionMember } from "./function-members.ts";
import { globalMember, isGlobalObject } from "./global-members.ts";
import type { Interpreter } from "./interpreter.ts";
import { moduleExports } from "../syntax/module-exports.ts";

/** The value of `value.name`, or of `value[...]` with a name that is not known (null). */
export function propertyValue(it: Interpreter, value: Value, name: string | null): Value {
  return join(...value.map((alternative) => withSelf(memberOf(it, alternative, name), alternative)));
}

const promiseMethods = new Set(["then", "catch", "finally"]);

/** An alternative stands for the promise of it too, so everything may have the methods of promises. */
function memberOf(it: Interpreter, value: Alternative, name: string | null): Value {
  if (
    name === null ||
    !promiseMethods.has(name) ||
    value.kind === "opaque" ||
    value.kind === "package" ||
    value.kind === "builtin"
  ) {
    return ofAlternative(it, value, name);
  }
  const own = value.kind === "object" ? (value.properties.get(name) ?? nothing) : nothing;
  return own.length > 0 ? own : [{ kind: "builtin", path: ["Promise", name], receiver: [value] }];
}

/** Methods written in an object literal get the object as `this`. */
function withSelf(value: Value, owner: Alternative): Value {
  if (owner.kind !== "object") return value;
  return value.map((part) => (part.kind === "function" && part.self === null ? { ...part, self: [owner] } : part));
}

function ofAlternative(it: Interpreter, value: Alternative, name: string | null): Value {
  switch (value.kind) {
    case "client":
      return clientMember(value, name);
    case "model":
      return modelMember(value, name);
    case "operation":
      return [value];
    case "function":
      return functionMember(it, value, name);
    case "map":
      return name === null ? entryOf(value) : [{ kind: "builtin", path: ["Map", name], receiver: [value] }];
    case "proxy":
      return proxyMember(it, value, name);
    case "lost":
      return [value];
    case "object":
      return objectMember(it, value, name);
    case "array":
      return arrayMember(value, name);
    case "class":
      return classMember(it, value, name);
    case "instance":
      return instanceMember(it, value, name);
    case "module":
      return name === null ? allExports(it, value.file) : it.exported(value.file, name);
    case "package":
      return packageMember(value, name);
    case "builtin":
      if (name !== null && value.receiver === null && isGlobalObject(value.path)) return globalMember(it, name);
      return [{ kind: "builtin", path: extend(value.path, name), receiver: null }];
    case "rows":
      return rowsMember(value, name);
    case "string":
      return name === null ? opaque : [{ kind: "builtin", path: ["String", name], receiver: [value] }];
    case "sql":
    case "response":
    case "probe":
    case "opaque":
      return opaque;
  }
}

type PackageValue = Extract<Alternative, { kind: "package" }>;

function packageMember(value: PackageValue, name: string | null): Value {
  // The generated client may not have been generated yet: its two exports mean the same wherever they come from.
  if (name === "PrismaClient" || name === "Prisma")
    return [{ kind: "package", path: ["@prisma/client", name], missing: false }];
  if (name === "empty" && value.path.at(-1) === "Prisma") return [{ kind: "sql", texts: [""] }];
  return [{ ...value, path: extend(value.path, name) }];
}

/** Longer paths tell nothing that the table of packages asks for. */
function extend(path: readonly string[], name: string | null): readonly string[] {
  return path.length > 6 ? path : [...path, name ?? "*"];
}

function clientMember(client: ClientValue, name: string | null): Value {
  if (name === null) return [{ kind: "model", client, model: null }];
  const own = extensionMember({ client, component: "client", path: [name] });
  if (own.length > 0) return own;
  if (isInertMember(name)) return [{ kind: "builtin", path: ["prisma", name], receiver: null }];
  if (name.startsWith("$")) return [{ kind: "operation", client, model: null, operation: name }];
  // Query hooks are told the model by its own name: `client[model]` for `client.order`.
  return [{ kind: "model", client, model: name.charAt(0).toLowerCase() + name.slice(1) }];
}

function modelMember(value: ModelValue, name: string | null): Value {
  if (name === "fields" || name === "$name" || name === "$parent") return opaque;
  if (name !== null) {
    const models = value.model === null ? ["$allModels"] : [value.model, "$allModels"];
    const own = models.map((model) =>
      extensionMember({ client: value.client, component: "model", path: [model, name], model: value.model }),
    );
    const found = join(...own);
    if (found.length > 0) return found;
  }
  return [{ kind: "operation", client: value.client, model: value.model, operation: name }];
}

function objectMember(it: Interpreter, value: ObjectValue, name: string | null): Value {
  if (name === null) return join(...value.properties.values(), value.rest);
  const found = value.properties.get(name) ?? value.rest;
  if (found.length > 0) return found;
  const assigned = assignedElsewhere(it, name);
  return assigned.length > 0 ? assigned : opaque;
}

function arrayMember(value: ArrayValue, name: string | null): Value {
  if (name === null) return value.element;
  if (/^\d+$/.test(name)) return value.items?.[Number(name)] ?? value.element;
  return name === "length" ? opaque : [{ kind: "builtin", path: ["Array", name], receiver: [value] }];
}

const arrayMethods = new Set([
  "map",
  "forEach",
  "filter",
  "find",
  "some",
  "every",
  "reduce",
  "flatMap",
  "sort",
  "at",
  "slice",
]);

/** Before `await` the answer is a promise, with the fluent methods of relations; after it rows. */
function rowsMember(value: RowsValue, name: string | null): Value {
  if (name !== null && arrayMethods.has(name)) return [{ kind: "builtin", path: ["Array", name], receiver: [value] }];
  return (name === null ? undefined : value.computed?.get(name)) ?? [value];
}

function proxyMember(it: Interpreter, value: ProxyValue, name: string | null): Value {
  const key: Value = name === null ? opaque : [{ kind: "string", text: name }];
  const answers = value.get.flatMap((trap) =>
    trap.kind === "function" ? it.invoke(trap, [value.target, key, opaque]).value : [],
  );
  return value.get.length > 0 ? join(answers) : it.property(value.target, name);
}

function allExports(it: Interpreter, file: string): Value {
  const source = it.sources.get(file);
  if (!source) return nothing;
  return join(...[...moduleExports(source).named.keys()].map((name) => it.exported(file, name)));
}
