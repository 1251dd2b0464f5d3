import type { ts } from "ts-morph";
import type { Alternative, Value } from "./value.ts";

const maxDepth = 5;
const nodeIds = new WeakMap<ts.Node, number>();
let nextNodeId = 1;

/** A text that is the same for values that the analysis need not tell apart; used to join and to keep summaries. */
export function valueKey(value: Value, depth = 0): string {
  if (value.length === 1 && value[0]) return alternativeKey(value[0], depth);
  return value
    .map((alternative) => alternativeKey(alternative, depth))
    .sort()
    .join("|");
}

export function alternativeKey(value: Alternative, depth = 0): string {
  if (depth > maxDepth) return "…";
  const inner = (part: Value): string => valueKey(part, depth + 1);
  switch (value.kind) {
    case "opaque":
      return "-";
    case "client":
      return `c:${value.client}:${value.openedOn}${value.extensions.map((extension) => `+${inner(extension)}`).join("")}`;
    case "model":
      return `m:${value.model}@${alternativeKey(value.client, depth + 1)}`;
    case "operation":
      return `o:${value.model}.${value.operation}@${alternativeKey(value.client, depth + 1)}`;
    case "function":
      return `f${nodeId(value.node)}@${value.frame.id}${value.self ? `.${inner(value.self)}` : ""}(${value.bound.map(inner).join()})`;
    case "object":
      return `{${[...value.properties].map(([name, part]) => `${name}:${inner(part)}`).join()};${inner(value.rest)}${value.isContext ? "!" : ""}}`;
    case "array":
      return `[${value.items ? value.items.map(inner).join() : "*"};${inner(value.element)}]`;
    case "class":
      return `k${nodeId(value.node)}@${value.frame.id}`;
    case "instance":
      return `i${alternativeKey(value.of, depth + 1)}(${value.arguments.map(inner).join()})`;
    case "module":
      return `mod:${value.file}`;
    case "package":
      return `p:${value.path.join(".")}${value.missing ? "?" : ""}`;
    case "builtin":
      return `b:${value.path.join(".")}${value.receiver ? `<${inner(value.receiver)}>` : ""}`;
    case "string":
      return value.text === null ? "s" : JSON.stringify(value.text);
    case "sql":
      return `sql:${JSON.stringify(value.texts)}`;
    case "probe":
      return `probe${value.index}`;
    case "map":
      return `map<${inner(value.key)};${inner(value.element)}>`;
    case "proxy":
      return `proxy<${inner(value.target)};${inner(value.get)}>`;
    case "lost":
      return `lost:${value.client ? alternativeKey(value.client, depth + 1) : ""}`;
    case "rows":
      return `rows${value.computed ? [...value.computed].map(([name, part]) => `.${name}${inner(part)}`).join("") : ""}`;
    case "response":
      return value.kind;
  }
}

/** A number for a syntax node that stays the same within a run. */
export function nodeId(node: ts.Node): number {
  const known = nodeIds.get(node);
  if (known !== undefined) return known;
  nodeIds.set(node, nextNodeId);
  return nextNodeId++;
}
