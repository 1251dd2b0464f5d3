import type { Socket } from "node:net";
import { AnswerQueue, type Cycle } from "./answer-queue.ts";
import { BackendScanner } from "./backend-scanner.ts";
import { FailingCycle } from "./failing-cycle.ts";
import { noteStatements } from "./note-statements.ts";
import { StatementNames } from "./statement-names.ts";
import type { OpenStatement, StatementLog } from "./statement-log.ts";
import type { FrameSplitter, WireFrame } from "./wire-frames.ts";

interface ProxyConnectionOptions {
  readonly client: Socket;
  readonly upstream: Socket;
  /** Number of the connection in the proxy's life. */
  readonly number: number;
  readonly log: () => StatementLog | null;
  readonly onSettled: () => void;
  /** Told when the connection ends while a statement is under way, with the number of the server's process. */
  readonly onAbandoned: (process: number) => void;
}

/** One connection of the application, once it has been greeted: passes messages on, counts and breaks statements. */
export class ProxyConnection {
  readonly #options: ProxyConnectionOptions;
  readonly #queue: AnswerQueue;
  readonly #names: StatementNames = new StatementNames();
  readonly #scanner: BackendScanner = new BackendScanner((type, status) => this.#answered(type, status));
  #buffered: WireFrame[] = [];
  /** A cycle of which a part has been sent with Flush. */
  #flushed: Cycle | null = null;
  #failing: FailingCycle | null = null;
  /** Messages that came while a failing cycle was under way. */
  #backlog: WireFrame[] = [];
  #isClosed = false;

  constructor(options: ProxyConnectionOptions) {
    this.#options = options;
    this.#queue = new AnswerQueue(options.log);
  }

  /** True if nothing is under way and no transaction is open. */
  get isIdle(): boolean {
    return this.#isClosed || (!this.isOpen && this.#buffered.length === 0 && this.#failing === null);
  }

  /** True if a statement is running or a transaction is open. */
  get isOpen(): boolean {
    return !this.#isClosed && (this.#queue.length > 0 || this.#queue.status !== "I");
  }

  /** Passes on what both sides send from now on; `splitter` gives the client's messages to `receive`. */
  relay(splitter: FrameSplitter): void {
    const { client, upstream } = this.#options;
    client.on("data", (chunk: Buffer) => {
      splitter.push(chunk);
      if (upstream.writableNeedDrain) client.pause();
    });
    upstream.on("data", (chunk: Buffer) => {
      // First the answer, then what follows from it: it may be that the connection is to be lost now.
      if (!client.write(chunk)) upstream.pause();
      this.#scanner.scan(chunk);
    });
    client.on("drain", () => upstream.resume());
    upstream.on("drain", () => client.resume());
    client.on("close", () => this.#close());
    upstream.on("close", () => this.#close());
    upstream.resume();
    client.resume();
  }

  /** A message of the client. */
  receive(frame: WireFrame): void {
    if (this.#failing !== null) this.#backlog.push(frame);
    else if (frame.type === "Q" || frame.type === "S" || frame.type === "H") this.#dispatch(frame, frame.type);
    else if (BUFFERED.has(frame.type)) this.#buffered.push(frame);
    else this.#pass(frame);
  }

  /** Breaks off whatever is under way. */
  breakOff(): void {
    this.#options.client.destroy();
    this.#options.upstream.destroy();
    this.#close();
  }

  /** Counts the time of an open transaction into the log. */
  countHeld(): void {
    if (!this.#isClosed) this.#queue.countHeld();
  }

  /** Passwords, copied rows, Terminate; a function call is answered as a cycle. */
  #pass(frame: WireFrame): void {
    if (frame.type === "F") this.#queue.open();
    this.#options.upstream.write(frame.bytes);
  }

  #dispatch(last: WireFrame, end: "Q" | "S" | "H"): void {
    const frames = [...this.#buffered, last];
    this.#buffered = [];
    const cycle = this.#flushed;
    const log = this.#options.log();
    const { statements, target } = noteStatements(frames, this.#names, (text) =>
      log === null ? null : log.add(text, this.#options.number),
    );
    this.#flushed = null;
    const send = (): void => this.#send(frames, statements, { cycle, end });
    if (target === null) return send();
    this.#failing = new FailingCycle({
      part: { ...target, frames, end, statements, cycle },
      queue: this.#queue,
      upstream: this.#options.upstream,
      forward: send,
      breakConnection: () => this.breakOff(),
    });
    this.#advanceFailing("");
  }

  #send(
    frames: readonly WireFrame[],
    statements: readonly (OpenStatement | null)[],
    { cycle, end }: { cycle: Cycle | null; end: "Q" | "S" | "H" },
  ): void {
    const isLostSync = end === "S" && frames.length === 1 && cycle === null && this.#queue.head?.isCopyingIn === true;
    if (!isLostSync) {
      const opened = cycle ?? this.#queue.open();
      this.#queue.add(opened, statements);
      if (end === "H") this.#flushed = opened;
    }
    const { upstream } = this.#options;
    upstream.cork();
    for (const frame of frames) upstream.write(frame.bytes);
    upstream.uncork();
  }

  #answered(type: string, status: string): void {
    this.#queue.receive(type, status);
    if (this.#failing !== null) this.#advanceFailing(type);
    if (type === "Z" && this.isIdle) this.#options.onSettled();
  }

  #advanceFailing(type: string): void {
    this.#failing?.advance(type);
    if (this.#failing?.isDone !== true) return;
    if (this.#failing.isFlushed) this.#flushed = this.#queue.head;
    this.#failing = null;
    for (const frame of this.#backlog.splice(0)) this.receive(frame);
  }

  #close(): void {
    if (this.#isClosed) return;
    this.#queue.countHeld();
    const { process } = this.#scanner;
    if (process !== null && this.#queue.length > 0) this.#options.onAbandoned(process);
    this.#isClosed = true;
    // What was sent last still arrives; a server that sees the end rolls back.
    this.#options.client.end();
    this.#options.upstream.end();
    this.#options.onSettled();
  }
}

/** Parse, Bind, Describe, Execute, Close: sent on with the Sync or Flush that follows. */
const BUFFERED: ReadonlySet<string> = new Set(["P", "B", "D", "E", "C"]);
