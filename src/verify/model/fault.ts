/** How a statement fails: a unique violation (23505), a connection that breaks, a statement timeout (57014). */
export type StatementFaultKind = "constraint" | "connection" | "timeout";

export const statementFaultKinds: readonly StatementFaultKind[] = ["constraint", "connection", "timeout"];

/**
 * One failing step. A step is named by what it is, not by its number: two versions send the same statements in between
 * different frames (BEGIN, COMMIT, the tenant setting), and parallel ones in another order.
 */
export type Fault = StatementFault | ExternalFault;

export interface StatementFault {
  readonly step: "statement";
  /** The statement's text, as it was sent. */
  readonly text: string;
  /** The n-th statement with that text, from 0. */
  readonly occurrence: number;
  readonly kind: StatementFaultKind;
}

export interface ExternalFault {
  readonly step: "external";
  readonly method: string;
  readonly url: string;
  /** The n-th call of that method and URL, from 0. */
  readonly occurrence: number;
}
