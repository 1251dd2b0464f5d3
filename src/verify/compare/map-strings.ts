/** A copy of a JSON value with every string in it, names of properties included, put through `map`. */
export function mapStrings<Value>(value: Value, map: (text: string) => string): Value;
export function mapStrings(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === "string") return map(value);
  if (Array.isArray(value)) return value.map((item) => mapStrings<unknown>(item, map));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, own]: [string, unknown]) => [map(name), mapStrings(own, map)]),
  );
}
