import type { OpenStatement, StatementLog } from "./statement-log.ts";

/** What the client sent up to a Sync, or as one simple Query; the server answers it with one ReadyForQuery. */
export interface Cycle {
  /** In the order in which the server completes them; null for what is no statement of its own. */
  readonly statements: (OpenStatement | null)[];
  readonly sentAt: number;
  completed: number;
  hasFailed: boolean;
  /** True if the server waits for rows of a COPY; the Sync that the client has sent is then lost on it. */
  isCopyingIn: boolean;
}

/** The cycles that a connection has sent and the server has not answered, and the transaction's state. */
export class AnswerQueue {
  readonly #cycles: Cycle[] = [];
  readonly #log: () => StatementLog | null;
  /** As in ReadyForQuery: I idle, T in a transaction, E in a failed one. */
  status = "I";
  #openSince: number | null = null;

  constructor(log: () => StatementLog | null) {
    this.#log = log;
  }

  get length(): number {
    return this.#cycles.length;
  }

  get head(): Cycle | null {
    return this.#cycles[0] ?? null;
  }

  open(): Cycle {
    const cycle = { statements: [], sentAt: performance.now(), completed: 0, hasFailed: false, isCopyingIn: false };
    this.#cycles.push(cycle);
    return cycle;
  }

  /** Adds statements to a cycle; whether they are in a transaction is known when it is their turn. */
  add(cycle: Cycle, statements: readonly (OpenStatement | null)[]): void {
    cycle.statements.push(...statements);
    if (cycle === this.head) this.#markTransaction();
  }

  /** Follows what the server says. */
  receive(type: string, status: string): void {
    const head = this.head;
    if (type === "Z") this.#finish(status);
    else if (head === null) return;
    else if (COMPLETIONS.has(type)) head.completed++;
    else if (type === "G") head.isCopyingIn = true;
    else if (type === "E") fail(head);
  }

  /** Counts the time of a transaction that is open up to now. */
  countHeld(): void {
    if (this.#openSince !== null) this.#log()?.addHeld(this.#openSince, performance.now());
  }

  #finish(status: string): void {
    const cycle = this.#cycles.shift();
    this.status = status;
    if (status === "I") {
      this.countHeld();
      this.#openSince = null;
    } else {
      this.#openSince ??= cycle?.sentAt ?? performance.now();
    }
    this.#markTransaction();
  }

  #markTransaction(): void {
    if (this.status === "I") return;
    for (const statement of this.head?.statements ?? []) if (statement !== null) statement.inTransaction = true;
  }
}

/** CommandComplete, EmptyQueryResponse, PortalSuspended. */
const COMPLETIONS: ReadonlySet<string> = new Set(["C", "I", "s"]);

function fail(cycle: Cycle): void {
  cycle.hasFailed = true;
  const statement = cycle.statements[Math.min(cycle.completed, cycle.statements.length - 1)];
  if (statement !== undefined && statement !== null) statement.failed = true;
}
