import type { ExternalFault } from "./fault.ts";
import type { Outcome } from "./outcome.ts";
import type { HandlerRequest } from "./request.ts";

/** One version of the application, loaded in a process of its own. */
export interface Application {
  /**
   * Calls the handler and waits for all that follows: the answer's body, `after` callbacks, what was left floating.
   *
   * @param failing the external call that fails, or null
   * @throws ApplicationError if the module cannot be loaded, has no such export, or the process died
   */
  send(request: HandlerRequest, failing: ExternalFault | null): Promise<Outcome>;
  /** Ends the process; its database connections are closed first if it goes on answering. */
  close(): Promise<void>;
}

export interface ApplicationOptions {
  /** Root of the copy; its dependencies must resolve from there. */
  readonly root: string;
  /** Given to the application in `urlVariable`: the address of a `StatementProxy`. */
  readonly databaseUrl: string;
  /** Environment variable that holds the database URL: `DATABASE_URL`. */
  readonly urlVariable: string;
  /** The time at which the application's clock stands still, ISO 8601. */
  readonly now: string;
  /** Further variables of the environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Modules that are loaded instead of others, by specifier: `{ nodemailer: "./test/fake-mailer.ts" }`. */
  readonly replacements: Readonly<Record<string, string>>;
  /** A request that takes longer is given up, and the process with it. Milliseconds. */
  readonly timeout: number;
  /** Transactions that the application has open at this moment; asked at each external call. */
  readonly openTransactions: () => number;
}

/** The application itself cannot be run; its message is for the person. */
export class ApplicationError extends Error {}
