/** What a request led to, as the application's process saw it. Serialisable. */
export interface Outcome {
  readonly response: ResponseSeen;
  /** What left the process, in the order in which it began. */
  readonly calls: readonly ExternalCallSeen[];
  /** Errors of callbacks that ran after the answer (`after`), and of promises that nobody waited for. */
  readonly laterErrors: readonly string[];
  /** The handlers that were entered, in order, with what each sent to the database. */
  readonly handlers: readonly HandlerRun[];
}

/** The answer, or what the exported function threw; `redirect()` and `notFound()` are answers. */
export type ResponseSeen =
  | {
      readonly kind: "answered";
      readonly status: number;
      /** Names in lower case, sorted; several `set-cookie` are several entries. */
      readonly headers: readonly (readonly [name: string, value: string])[];
      /** JSON is parsed; other text is a string; bytes are `{ bytes, sha256 }`; no body is null. */
      readonly body: unknown;
    }
  | { readonly kind: "threw"; readonly error: string };

export interface ExternalCallSeen {
  readonly method: string;
  readonly url: string;
  /** JSON is parsed, other text is a string, bytes are `{ bytes, sha256 }`. */
  readonly body: unknown;
  /** What it was answered with: a status, `down`, `failed` by a fault, or `unanswered` if no answer was given for it. */
  readonly answered: number | "down" | "failed" | "unanswered";
  /** Transactions that were open when it began: that many connections are held while a service answers. */
  readonly openTransactions: number;
}

/** One handler that a wrapper called, as it was marked in the copy (`mark-handlers.ts`). */
export interface HandlerRun {
  readonly id: string;
  readonly operations: readonly ObservedOperation[];
  /** When it began and when it gave its result, by `machineClock`; null if it never did. */
  readonly entered: number;
  readonly left: number | null;
}

/** An operation as Prisma saw it: `{ model: "order", operation: "findMany" }`; raw SQL has no model. */
export interface ObservedOperation {
  /** Prisma's client property (`orderLine`), not the name in the schema (`OrderLine`). */
  readonly model: string | null;
  readonly operation: string;
}
