import type { Alternative, Value } from "../value/value.ts";

/** True for a text that was put away, and for what may still need one: a closure, something that was made with it. */
export function leansOnTexts(value: Alternative): boolean {
  switch (value.kind) {
    case "string":
      return value.text === null;
    case "sql":
      return value.texts === null;
    case "function":
    case "model":
    case "operation":
      return true;
    case "object":
      return [...value.properties.values(), value.rest].some(anyLeans);
    case "array":
    case "map":
      return anyLeans(value.element);
    case "instance":
      return value.arguments.some(anyLeans);
    default:
      return false;
  }
}

function anyLeans(value: Value): boolean {
  return value.some(leansOnTexts);
}
