import type { Io } from "../../src/io/io.ts";

/** A terminal that keeps what is printed, and whose Ctrl-C can be pressed. */
export interface MemoryIo extends Io {
  readonly stdout: () => string;
  readonly stderr: () => string;
  readonly pressInterrupt: () => void;
}

export function memoryIo(settings: Partial<Pick<Io, "cwd" | "isTerminal" | "columns" | "color">> = {}): MemoryIo {
  const printed = { out: "", err: "" };
  const listeners = new Set<() => void>();
  return {
    cwd: "/",
    isTerminal: false,
    columns: 80,
    color: false,
    ...settings,
    out(text) {
      printed.out += text;
    },
    err(text) {
      printed.err += text;
    },
    onInterrupt(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    stdout: () => printed.out,
    stderr: () => printed.err,
    pressInterrupt() {
      listeners.forEach((listener) => {
        listener();
      });
    },
  };
}
