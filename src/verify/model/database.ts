import type { StatementFault } from "./fault.ts";

/** A row as JSON, by column name. */
export type Row = Readonly<Record<string, unknown>>;

/** What became of the rows of one table, compared with the starting state. */
export interface TableChanges {
  readonly added: readonly Row[];
  readonly removed: readonly Row[];
  readonly changed: readonly { readonly before: Row; readonly after: Row }[];
}

/** By `schema.table` (without `public.`); only tables with changes, sorted by name. */
export type RowChanges = Readonly<Record<string, TableChanges>>;

/** A database in its starting state, to which it can be brought back. Rows of all tenants are seen. */
export interface StateKeeper {
  /** Rows that differ from the starting state. */
  changes(): Promise<RowChanges>;
  /** Brings rows and sequences back; cheap if nothing was written. */
  restore(): Promise<void>;
  /** Values in the starting rows that look like generated ids: these stay as they are when ids are masked. */
  readonly knownIds: ReadonlySet<string>;
  /** Removes what was stored beside the application's tables, and closes the connection. */
  close(): Promise<void>;
}

/** A statement that the application sent. */
export interface SentStatement {
  readonly text: string;
  /** How many with the same text came before it, since `begin`. */
  readonly occurrence: number;
  /** When it came, by `machineClock`. */
  readonly at: number;
  /** BEGIN, COMMIT, ROLLBACK, SAVEPOINT, RELEASE, SET, a `set_config` alone, DEALLOCATE: no step of its own. */
  readonly isFrame: boolean;
  /** Number of the connection, from 0 in the proxy's life. */
  readonly connection: number;
  /** True if a transaction was open on the connection. */
  readonly inTransaction: boolean;
  /** True if it failed, by the fault or by itself. */
  readonly failed: boolean;
}

/** What was sent between `begin` and `end`. */
export interface Traffic {
  readonly statements: readonly SentStatement[];
  /** True if the fault's statement came. */
  readonly faultReached: boolean;
  /** Transactions that were still open at the end; they have been broken off. */
  readonly leftOpen: number;
  /** Milliseconds during which a transaction was open, over all connections. */
  readonly held: number;
}

/** Stands between the application and Postgres: counts statements and makes one of them fail. */
export interface StatementProxy {
  /** Postgres URL for the application. */
  readonly url: string;
  begin(fault: StatementFault | null): void;
  /** Transactions that are open now, over all connections. */
  openTransactions(): number;
  /** Waits until the connections are idle (up to a second), then says what was sent. */
  end(): Promise<Traffic>;
  close(): Promise<void>;
}
