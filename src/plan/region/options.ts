/** What the planner must know about the application besides the handler's body. */
export interface RegionOptions {
  /** Local name by which the tenant transaction is called in the handler's file. */
  readonly tenantTransaction: string;
  /** True if it takes transaction options as third argument. */
  readonly acceptsOptions: boolean;
  readonly atomicity: "keep" | "rollback";
  /** True if transaction clients have `$transaction` (Prisma 7.5 and later, PRISMA.md F2.20). */
  readonly transactionClientHasTransaction: boolean;
  readonly prismaVersion: string | null;
  /** Name of the session wrapper, for messages. */
  readonly wrapper?: string;
  /** Line of an offset in the handler's file, counted from 1. */
  readonly lineOf: (offset: number) => number;
}
