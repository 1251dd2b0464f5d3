import { alternativeKey } from "./key.ts";
import { type Alternative, nothing, type Value } from "./value.ts";

/** More alternatives than this are not told apart any longer: what is left out is lost, and is said to be. */
const maxAlternatives = 256;

/** The union of values: what an expression may be if it may be any of them. */
export function join(...values: readonly Value[]): Value {
  const filled = values.filter((value) => value.length > 0);
  if (filled.length < 2) return filled[0] ?? nothing;
  const byKey = new Map<string, Alternative>();
  for (const alternative of filled.flat()) byKey.set(alternativeKey(alternative), alternative);
  const all = [...byKey.values()];
  if (all.length <= maxAlternatives) return all;
  return [...all.sort((a, b) => rank(a) - rank(b)).slice(0, maxAlternatives - 1), { kind: "lost", client: null }];
}

function rank(value: Alternative): number {
  return value.kind === "client" || value.kind === "model" || value.kind === "operation" ? 0 : 1;
}
