/** A seeded source of choices: the same seed gives the same choices in the same order, on every machine. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** An integer between `low` and `high`, both included. */
  integer(low: number, high: number): number;
  chance(probability: number): boolean;
  /** One of the items; throws if there are none. */
  pick<T>(items: readonly T[]): T;
  /** One of the items, each as likely as its `weight` says. */
  pickWeighted<T extends { readonly weight: number }>(items: readonly T[]): T;
  /** `count` different items in random order, fewer if there are fewer. */
  sample<T>(items: readonly T[], count: number): readonly T[];
}

/** Makes a `Random` from a 32-bit seed (Mulberry32: small, fast, and good enough to vary code). */
export function createRandom(seed: number): Random {
  const next = mulberry32(seed);
  const integer = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  const pick = <T>(items: readonly T[]): T => itemAt(items, integer(0, items.length - 1));
  return {
    next,
    integer,
    pick,
    chance: (probability) => next() < probability,
    pickWeighted: (items) => pickWeighted(items, next()),
    sample: (items, count) => sample(items, count, integer),
  };
}

function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function itemAt<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`No item ${index} in a list of ${items.length}.`);
  return item;
}

function pickWeighted<T extends { readonly weight: number }>(items: readonly T[], at: number): T {
  const total = items.reduce((sum, item) => sum + item.weight, 0);
  let rest = at * total;
  for (const item of items) {
    rest -= item.weight;
    if (rest < 0) return item;
  }
  return itemAt(items, items.length - 1);
}

function sample<T>(items: readonly T[], count: number, integer: (low: number, high: number) => number): readonly T[] {
  const rest = [...items];
  const taken: T[] = [];
  while (taken.length < count && rest.length > 0) taken.push(...rest.splice(integer(0, rest.length - 1), 1));
  return taken;
}
