import type { ClientKind } from "../../model/effect.ts";
import type { Alternative, ClientValue, Value } from "./value.ts";

/**
 * The clients that code which receives a value could reach through it: the client itself, an object, array or instance
 * that has one. Functions are not looked into: whoever analyses a call runs them instead.
 */
export function clientsIn(value: Value, depth = 0): readonly ClientValue[] {
  return depth > 4 ? [] : value.flatMap((alternative) => clientsInAlternative(alternative, depth));
}

export function holdsClient(value: Value, kind?: ClientKind): boolean {
  return clientsIn(value).some((client) => kind === undefined || client.client === kind);
}

function clientsInAlternative(value: Alternative, depth: number): readonly ClientValue[] {
  switch (value.kind) {
    case "client":
      return [value];
    case "model":
    case "operation":
      return [value.client];
    case "object":
      return [...value.properties.values(), value.rest].flatMap((part) => clientsIn(part, depth + 1));
    case "array":
      return clientsIn(value.element, depth + 1);
    case "map":
      return clientsIn(value.element, depth + 1);
    case "proxy":
      return clientsIn(value.target, depth + 1);
    case "lost":
      return value.client ? [value.client] : [];
    case "instance":
      return value.arguments.flatMap((part) => clientsIn(part, depth + 1));
    default:
      return [];
  }
}
