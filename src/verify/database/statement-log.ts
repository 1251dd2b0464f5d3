import type { SentStatement } from "../model/database.ts";
import type { StatementFault, StatementFaultKind } from "../model/fault.ts";
import { machineClock } from "../../io/machine-clock.ts";
import { isFrame } from "./statement-kind.ts";

/** A statement whose end is not known yet. */
export type OpenStatement = { -readonly [Key in keyof SentStatement]: SentStatement[Key] };

export interface NotedStatement {
  readonly statement: OpenStatement;
  /** How it is to fail, if it is. */
  readonly fails: StatementFaultKind | null;
}

/** What is sent between `begin` and `end`, over all connections. */
export class StatementLog {
  readonly statements: OpenStatement[] = [];
  faultReached = false;
  held = 0;
  readonly startedAt: number = performance.now();
  readonly #fault: StatementFault | null;
  readonly #seen: Map<string, number> = new Map<string, number>();

  constructor(fault: StatementFault | null) {
    this.#fault = fault;
  }

  /** Notes a statement in the order of arrival, and says how it is to fail. */
  add(text: string, connection: number): NotedStatement {
    const occurrence = this.#seen.get(text) ?? 0;
    this.#seen.set(text, occurrence + 1);
    const statement = {
      text,
      occurrence,
      at: machineClock(),
      isFrame: isFrame(text),
      connection,
      inTransaction: false,
      failed: false,
    };
    this.statements.push(statement);
    const fault = this.#fault;
    const isTarget = fault !== null && fault.text === text && fault.occurrence === occurrence;
    if (isTarget) this.faultReached = true;
    return { statement, fails: isTarget ? fault.kind : null };
  }

  /** Adds the time for which a transaction was open, as far as it lies in this log's time. */
  addHeld(from: number, to: number): void {
    this.held += Math.max(to - Math.max(from, this.startedAt), 0);
  }
}
