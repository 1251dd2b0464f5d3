import type { SourceLocation } from "../model/text.ts";

/**
 * The typed arguments of every diagnostic, by code: `MS1xxx` discovery, `MS2xxx` effects, `MS3xxx` regions,
 * `MS4xxx` tenant isolation, `MS5xxx` apply and check. A new code needs a line here, one in `consequence.ts`, one in
 * `message.ts`, a section in docs/diagnostics.md and a fixture; tests and the compiler ask for each.
 */
export interface DiagnosticData {
  /** The argument that should be the handler is not a function that can be found. */
  MS1001: { wrapper: string; argument: string };
  /** A file that is involved does not parse. */
  MS1002: { problem: string };
  /** The replacement wrapper is not exported yet. */
  MS1003: { replacement: string; module: string };
  /** Several wrapper calls share one handler function that must be rewritten. */
  MS1004: { calls: number };
  /** The handler's parameters do not show where the client is. */
  MS1005: { wrapper: string; form: string };
  /** An exported handler is called by another one: two wrappers, two transactions. */
  MS1006: { called: string };
  /** The handler is a parameter of the function around the wrapper call. */
  MS1007: { wrapper: string; enclosing: string };
  /** The family has no replacement in the configuration: analysed, not rewritten. */
  MS1008: { wrapper: string };
  /** No tenant transaction of the configured name is exported. */
  MS1009: { name: string };
  /** A Prisma version that the tool does not know. */
  MS1010: { version: string };
  /** The replacement of a wrapper cannot be derived from the wrapper's code; `why` names the part. */
  MS1011: { wrapper: string; why: string };
  /** The wrapper writes beside the handler: today in one transaction with it, in the replacement on its own. */
  MS1012: { wrapper: string; operation: string };

  /** The wrapper is called through a value of the file: there is no import to rename. */
  MS1020: { wrapper: string; callee: string };

  /** Something that holds the client is given to code that is not in the repository, or cannot be resolved. */
  MS2001: { callee: string };
  /** A model chosen at run time. */
  MS2002: { expression: string };
  /** A method on a client or model that Prisma does not have. */
  MS2003: { operation: string };
  /** Raw SQL whose text or effect is not known. */
  MS2004: { why: string };
  /** A module given by a computed path, or one that is not there. */
  MS2005: { specifier: string };
  /** A database read that nobody awaits. */
  MS2006: { operation: string };
  /** A lazy Prisma promise that is never sent. */
  MS2007: { operation: string };
  /** The session client is used in a callback that outlives the handler. */
  MS2008: { operation: string };
  /** The analysis gave up: too deep or too large. */
  MS2009: { limit: string };
  /** Code that the handler runs stands in a file that does not parse. */
  MS2010: { dependency: string };
  /** Reads that ran one after the other on one connection, and take several at once when they leave it. */
  MS2011: { operations: number | null };
  /** A write through the global client commits on its own, today and after the migration. */
  MS2012: { operation: string };

  /** An external call inside the region: the connection is held while it runs. */
  MS3001: { what: string };
  /** An external call after the writes can throw: today it rolls them back, after the migration they are kept. */
  MS3002: { what: string };
  /** Something made before the region holds the session client and is used inside it. */
  MS3003: { name: string };
  /** The global client is used inside the region: a second connection while one is held. */
  MS3004: { operation: string };
  /** `break` or `continue` would cross the region's edge. */
  MS3005: { keyword: string };
  /** An early return inside the region whose value is not known to be a `Response`. */
  MS3006: { expression: string };
  /** `yield` or `arguments` inside the region. */
  MS3007: { syntax: string };
  /** A function, class or type declared inside the region is used after it. */
  MS3008: { name: string };
  /** An outer variable whose type TypeScript infers from assignments is assigned inside the region. */
  MS3009: { name: string };
  /** Options of an existing transaction cannot be given to the tenant transaction. */
  MS3010: { options: string };
  /** The path fails today: this Prisma version gives transaction clients no `$transaction`. */
  MS3011: { version: string };
  /** `atomicity: "rollback"`: partial work that is kept today is rolled back after the migration. */
  MS3012: { statement: string };
  /** The handler has no way to the tenant id. */
  MS3013: { wrapper: string };
  /** A database write that nobody awaits. */
  MS3014: { operation: string };
  /** The array form of an existing transaction that cannot be written as sequential awaits. */
  MS3015: { why: string };
  /** A variable that is assigned inside the region keeps a type that TypeScript narrowed outside. */
  MS3016: { name: string };
  /** The tenant transaction would stand in a place that the planner does not rewrite. */
  MS3017: { syntax: string };
  /** The handler swallows the error of a read and goes on: today the aborted transaction fails everything after it. */
  MS3018: { operation: string };
  /** The array form of an existing transaction: today it leaves the handler's transaction. */
  MS3019: { version: string };
  /** The handler answers after an error of the database: a broken connection is answered otherwise than today. */
  MS3020: { operation: string };
  /** An existing transaction swallows an SQL error inside itself: today it fails, after the migration it rolls back. */
  MS3021: { callee: string };

  /** The tenant setting outlives its transaction on a pooled connection. */
  MS4001: { name: string; setting: string };
  /** A read through the global client: under row-level security it sees nothing, today as well. */
  MS4002: { operation: string };

  /** The file changed between plan and apply. */
  MS5001: { expected: string; found: string };
  /** The file cannot be written. */
  MS5002: { problem: string };
  /** The file is reached through a symbolic link that leads out of the repository. */
  MS5003: { target: string };
  /** Two edits of the plan overlap. */
  MS5004: { first: string; second: string };
  /** A migrated handler writes outside a tenant transaction. */
  MS5005: { handler: string; operation: string };
  /** A legacy handler that the baseline does not have. */
  MS5006: { handler: string };
  /** A baseline entry without a legacy handler: the baseline can shrink. */
  MS5007: { handler: string };
}

export type DiagnosticCode = keyof DiagnosticData;
export type Severity = "info" | "warning" | "error";

export type DiagnosticOf<Code extends DiagnosticCode> = SourceLocation & {
  readonly code: Code;
  readonly severity: Severity;
  readonly data: Readonly<DiagnosticData[Code]>;
};

/** One finding: data only; `message.ts` makes its text. */
export type Diagnostic = { [Code in DiagnosticCode]: DiagnosticOf<Code> }[DiagnosticCode];
