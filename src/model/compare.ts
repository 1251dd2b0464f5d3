export type Compare<Item> = (left: Item, right: Item) => number;

/**
 * Order by the keys in turn. Texts are compared by code unit, never by locale: the same input gives the same order on
 * every machine.
 */
export function compareBy<Item>(...keys: readonly ((item: Item) => string | number)[]): Compare<Item> {
  return (left, right) => {
    for (const key of keys) {
      const difference = compareKeys(key(left), key(right));
      if (difference !== 0) return difference;
    }
    return 0;
  };
}

function compareKeys(left: string | number, right: string | number): number {
  if (left < right) return -1;
  return left > right ? 1 : 0;
}
