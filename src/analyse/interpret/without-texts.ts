import type { Alternative, Value } from "../value/value.ts";

/** The value with the texts of its strings put away, so that calls that differ only in texts share a summary. */
export function withoutTexts(value: Value): Value {
  return value.some(hasText) ? value.map(strip) : value;
}

function hasText(value: Alternative): boolean {
  if (value.kind === "string") return value.text !== null;
  if (value.kind === "array" || value.kind === "map")
    return value.element.some(hasText) || (value.kind === "map" && value.key.some(hasText));
  if (value.kind !== "object") return false;
  return value.rest.some(hasText) || [...value.properties.values()].some((part) => part.some(hasText));
}

function strip(value: Alternative): Alternative {
  switch (value.kind) {
    case "string":
      return { kind: "string", text: null };
    case "array":
      return { ...value, items: value.items?.map(withoutTexts) ?? null, element: withoutTexts(value.element) };
    case "map":
      return { ...value, key: withoutTexts(value.key), element: withoutTexts(value.element) };
    case "object": {
      const properties = new Map([...value.properties].map(([name, part]) => [name, withoutTexts(part)]));
      return { ...value, properties, rest: withoutTexts(value.rest) };
    }
    default:
      return value;
  }
}
