import { isAnythingLeft, undoAbruptly } from "./abrupt-end.ts";
import { errorCode } from "./error-code.ts";
import type { Io } from "./io.ts";

/** The part of a stream that the command line uses. */
interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
  on(event: "error", listener: (error: unknown) => void): unknown;
}

/** What a person (Ctrl-C) or a program (`kill`) ends a process with. */
type EndSignal = "SIGINT" | "SIGTERM";
const endSignals: readonly EndSignal[] = ["SIGINT", "SIGTERM"];

/** The part of Node's `process` that the command line uses. */
export interface ProcessLike {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly pid: number;
  cwd(): string;
  kill(pid: number, signal: EndSignal): unknown;
  exitCode?: number | string | null | undefined;
  once(event: EndSignal | "exit", listener: () => void): unknown;
  removeListener(event: EndSignal, listener: () => void): unknown;
  removeAllListeners(event: EndSignal): unknown;
}

/** The real terminal. A reader that goes away (`| head`) ends the output, not the work: the exit code stays right. */
export function processIo(process: ProcessLike): Io {
  return {
    cwd: process.cwd(),
    isTerminal: process.stderr.isTTY === true && process.env["CI"] === undefined,
    columns: process.stderr.columns ?? process.stdout.columns ?? 80,
    color: hasColor(process),
    out: writer(process, "stdout"),
    err: writer(process, "stderr"),
    onInterrupt(listener) {
      let stop = onEndSignal(process, () => {
        stop();
        // A second signal ends the process at once, as if nobody listened; but nothing may be left over.
        if (isAnythingLeft()) stop = onEndSignal(process, (signal) => endAbruptly(process, signal));
        listener();
      });
      return () => stop();
    },
  };
}

/** @returns stops listening */
function onEndSignal(process: ProcessLike, listener: (signal: EndSignal) => void): () => void {
  const listeners = endSignals.map((signal) => [signal, () => listener(signal)] as const);
  for (const [signal, one] of listeners) process.once(signal, one);
  return () => {
    for (const [signal, one] of listeners) process.removeListener(signal, one);
  };
}

function endAbruptly(process: ProcessLike, signal: EndSignal): void {
  undoAbruptly();
  for (const one of endSignals) process.removeAllListeners(one);
  process.kill(process.pid, signal);
}

/** https://no-color.org and https://force-color.org: any value but the empty one counts. */
function hasColor({ env, stdout }: ProcessLike): boolean {
  if (env["NO_COLOR"]) return false;
  if (env["FORCE_COLOR"]) return env["FORCE_COLOR"] !== "0";
  return stdout.isTTY === true && env["TERM"] !== "dumb";
}

function writer(process: ProcessLike, name: "stdout" | "stderr"): (text: string) => void {
  const stream = process[name];
  let isOpen = true;
  stream.on("error", (error: unknown) => {
    const code = errorCode(error);
    if (code === null) throw error;
    if (code !== "EPIPE" && isOpen) outputLost(process, { name, code });
    isOpen = false;
  });
  return (text) => {
    if (isOpen) stream.write(text);
  };
}

/** A full disk, for instance. Streams report it late, perhaps when the command has ended: the exit code is set last. */
function outputLost(process: ProcessLike, { name, code }: { readonly name: string; readonly code: string }): void {
  process.once("exit", () => {
    process.exitCode = 2;
  });
  if (name === "stdout") process.stderr.write(`error: The output cannot be written (${code}). It is not complete.\n`);
}
