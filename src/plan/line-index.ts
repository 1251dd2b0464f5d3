/** Turns offsets into lines. */
export interface LineIndex {
  /** Line of an offset, counted from 1. */
  readonly lineOf: (offset: number) => number;
}

/** Finds line starts once, then answers by bisection. */
export function lineIndex(text: string): LineIndex {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return {
    lineOf(offset) {
      let low = 0;
      let high = starts.length;
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if ((starts[middle] ?? 0) <= offset) low = middle;
        else high = middle;
      }
      return low + 1;
    },
  };
}
