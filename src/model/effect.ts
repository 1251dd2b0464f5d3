import type { RepositoryPath, TextRange } from "./text.ts";

/**
 * `read`: only reads rows. `write`: changes rows, or may. `lock`: a read that takes a lock, so it needs its
 * transaction. `unknown`: the analysis cannot tell; never treated as a read.
 */
export type EffectKind = "read" | "write" | "lock" | "unknown";

/**
 * Which client carries an operation. `session`: the one that the wrapper hands to the handler. `transaction`: the
 * client of a transaction that is opened inside the handler. `global`: any client that the application made itself.
 */
export type ClientKind = "session" | "transaction" | "global";

/** One reachable database operation. */
export interface Effect {
  readonly kind: EffectKind;
  /** Prisma's client property (`order`), or null for raw SQL and for what is unknown. */
  readonly model: string | null;
  /** Prisma's method (`findMany`, `$queryRaw`), or a short description of what is unknown. */
  readonly operation: string;
  readonly file: RepositoryPath;
  readonly line: number;
  readonly client: ClientKind;
  /** From the handler to the operation, one `file#function:line` a step; the last one is the operation's own place. */
  readonly path: readonly string[];
  /** Models that nested writes in `data` touch as well. */
  readonly nestedModels?: readonly string[];
  /**
   * True if the operation can fail without aborting the transaction: P2025 of `update`/`delete`, `*OrThrow`, a nested
   * `connect` (PRISMA.md F2.3).
   */
  readonly canFailWithoutAbort: boolean;
  /** True if one evaluation of its site can run it more than once (a loop in a helper); absent if that is not known. */
  readonly repeats?: boolean;
  /**
   * True if it commits by itself, whatever becomes of the handler: through the global client, or in a transaction that
   * was not opened on the session client. It needs no region.
   */
  readonly independent?: true;
  /** Why the kind is `unknown`, or what the SQL parser found: one sentence. */
  readonly note?: string;
}

export type ExternalKind = "http" | "mail" | "sms" | "storage" | "payment" | "llm" | "queue" | "slow-work" | "other";

/** Something awaited that leaves the process and is not the database (or is slow on its own: `slow-work`). */
export interface ExternalCall {
  readonly kind: ExternalKind;
  /** What is called, as a person would name it: `fetch`, `nodemailer sendMail`. */
  readonly what: string;
  readonly file: RepositoryPath;
  readonly line: number;
  readonly path: readonly string[];
}

/** What one expression of the handler's own function does when it is evaluated, helpers included. */
export interface Site extends TextRange {
  readonly effects: readonly Effect[];
  readonly externalCalls: readonly ExternalCall[];
  /**
   * True if evaluating it can end in an explicit `throw` that no helper on the way catches, or in a call that is known
   * to throw (`redirect`, `notFound`).
   */
  readonly throws: boolean;
  /**
   * `awaited`: the handler waits for it before it goes on or returns. `floating`: started, nobody waits.
   * `unsent`: a lazy Prisma promise that nobody awaits, so it is never sent (PRISMA.md F1.7).
   */
  readonly settled: "awaited" | "floating" | "unsent";
  /** True if it runs in a callback that outlives the handler (`after`, a stream). */
  readonly deferred: boolean;
  /** True if a rejection stays inside the expression (`.catch(() => {})`, `Promise.allSettled`). */
  readonly swallowsErrors: boolean;
  /** True if a function that it calls can keep an SQL error of the session client in, and go on. */
  readonly survivesErrors: boolean;
  /** True if further operations can follow inside it once an SQL error has been kept in. */
  readonly goesOnAfterErrors: boolean;
  /**
   * True if it opens a transaction on the session client, itself or in a helper, whatever is done in it: the client
   * that a migrated handler gets has none.
   */
  readonly opensOnSession: boolean;
  /** Set if the expression opens a transaction on a client when it is given one. */
  readonly opensTransaction?: OpenedTransaction;
}

/** `db.$transaction(cb, options)`, `db.$transaction([...])` or `runWithTransaction(db, cb)` in the handler's own code. */
export interface OpenedTransaction {
  readonly client: ClientKind;
  readonly form: "callback" | "array";
  /** `helper` if an application's function opens it, and does not do so for a client already in a transaction. */
  readonly through: "client" | "helper" | "reentrant-helper";
  /** The callee with its object: `db.$transaction`, `runWithTransaction`. */
  readonly callee: TextRange;
  /** All arguments, in order. */
  readonly arguments: readonly TextRange[];
  /** Index into `arguments` of the callback or array, and of the client and the options where there are any. */
  readonly callbackArgument: number;
  readonly clientArgument: number | null;
  readonly optionsArgument: number | null;
  /** The callback, if it is a function written in place. */
  readonly callback: TransactionCallback | null;
  /** The array's elements, in order, if it is written in place. */
  readonly elements: readonly TextRange[] | null;
}

export interface TransactionCallback extends TextRange {
  readonly isAsync: boolean;
  /** The body: a block with its braces, or an expression. */
  readonly body: TextRange;
  readonly bodyIsBlock: boolean;
  /** Name of the callback's client parameter if it is a plain identifier. */
  readonly clientName: string | null;
  /** True if the callback's own body has a `return` with a value. */
  readonly returnsValue: boolean;
}
