import type { Socket } from "node:net";
import type { StatementFaultKind } from "../model/fault.ts";
import type { AnswerQueue, Cycle } from "./answer-queue.ts";
import { failingExecution, failingQuery, FLUSH, type RaisedFault, SYNC } from "./failing-query.ts";
import type { OpenStatement } from "./statement-log.ts";
import type { WireFrame } from "./wire-frames.ts";

/** A part of a cycle, up to and with Query (Q), Sync (S) or Flush (H), in which a statement is to fail. */
export interface FailingPart {
  readonly frames: readonly WireFrame[];
  readonly end: "Q" | "S" | "H";
  /** The frame that is replaced: the Execute, or the Query. */
  readonly failingFrame: number;
  readonly statement: OpenStatement;
  readonly kind: StatementFaultKind;
  readonly statements: readonly (OpenStatement | null)[];
  /** The cycle that the part belongs to, if a Flush has already opened it. */
  readonly cycle: Cycle | null;
}

interface FailingCycleOptions {
  readonly part: FailingPart;
  readonly queue: AnswerQueue;
  readonly upstream: Socket;
  readonly forward: () => void;
  readonly breakConnection: () => void;
}

/**
 * Makes one statement fail in the server itself. What the client sent before it in the cycle is sent on, so that
 * prepared statements get their names and the answer looks as it does when an Execute fails; then comes SQL that
 * raises the error. It begins when all earlier cycles are answered, as only then the transaction's state is known.
 */
export class FailingCycle {
  readonly #options: FailingCycleOptions;
  readonly #before: readonly WireFrame[];
  #state: "waiting" | "preparing" | "done" = "waiting";
  /** Answers that the frames before the failing one still get. */
  #expected: number;

  constructor(options: FailingCycleOptions) {
    this.#options = options;
    this.#before = options.part.frames.slice(0, options.part.failingFrame);
    this.#expected = this.#before.filter((frame) => ANSWERED.has(frame.type)).length;
  }

  get isDone(): boolean {
    return this.#state === "done";
  }

  /** True if the client has yet to end the cycle with Sync. */
  get isFlushed(): boolean {
    return this.#options.part.end === "H";
  }

  /** Goes on as far as possible; to be called at the start, and after each message of the server. */
  advance(type: string): void {
    if (this.#state === "waiting") this.#begin();
    else if (this.#state === "preparing") this.#prepare(type);
  }

  #begin(): void {
    const { part, queue, upstream, forward, breakConnection } = this.#options;
    if (queue.length > (part.cycle === null ? 0 : 1)) return;
    if (part.kind === "connection") {
      this.#state = "done";
      part.statement.failed = true;
      breakConnection();
      return;
    }
    if (queue.status === "E" || part.cycle?.hasFailed === true) {
      this.#state = "done"; // it fails by itself: the transaction is aborted
      forward();
      return;
    }
    queue.add(part.cycle ?? queue.open(), part.statements);
    this.#state = "preparing";
    if (this.#expected === 0) return this.#fail(part.kind);
    upstream.write(Buffer.concat([...this.#before.map((frame) => frame.bytes), FLUSH]));
  }

  #prepare(type: string): void {
    const { part, upstream } = this.#options;
    if (type === "E") {
      this.#state = "done"; // it failed by itself, before our turn: the server now waits for Sync
      if (part.end === "S") upstream.write(SYNC);
      return;
    }
    if (ANSWERS.has(type)) this.#expected--;
    if (this.#expected === 0 && part.kind !== "connection") this.#fail(part.kind);
  }

  #fail(kind: RaisedFault): void {
    const { part, upstream } = this.#options;
    this.#state = "done";
    upstream.write(
      part.end === "H" ? failingExecution(kind, part.statement.text) : failingQuery(kind, part.statement.text),
    );
  }
}

/** Parse, Bind, Close, Describe, Execute. */
const ANSWERED: ReadonlySet<string> = new Set(["P", "B", "C", "D", "E"]);
/** The message that ends the answer to one of them. */
const ANSWERS: ReadonlySet<string> = new Set(["1", "2", "3", "T", "n", "C", "I", "s"]);
