import type { Io } from "../io/io.ts";

/** One line on the terminal that says how far the work is. */
export interface ProgressLine {
  readonly show: (stage: string, done: number, total: number) => void;
  readonly clear: () => void;
}

const clearLine = "\r\u001b[K";

/** Shows nothing where nobody watches: stderr is no terminal, or `--quiet`. */
export function progressLine(io: Pick<Io, "err" | "isTerminal" | "columns">, quiet: boolean): ProgressLine {
  if (quiet || !io.isTerminal) return { show: () => undefined, clear: () => undefined };
  let shown = "";
  return {
    show(stage, done, total) {
      const text = total > 0 ? `${stage} ${Math.floor((done / total) * 100)} %` : stage;
      if (text === shown) return;
      shown = text;
      io.err(clearLine + text.slice(0, io.columns - 1));
    },
    clear() {
      if (shown !== "") io.err(clearLine);
      shown = "";
    },
  };
}
