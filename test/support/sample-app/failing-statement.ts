import { Client } from "pg";

/** Statements that frame the others: their number differs between two ways to use transactions. */
const FRAME = /^(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|SET )|set_config\('app\.current_tenant_id'/i;

/** What was sent to Postgres while statements were counted. */
export interface CountedStatements<T> {
  result: T;
  /** The statements in the order in which they were sent, without the framing ones. */
  statements: string[];
}

type Query = (this: Client, ...args: unknown[]) => unknown;

/**
 * Runs `work` and makes the statement with the given number (from 0) fail in Postgres itself, so that an open
 * transaction is aborted as by any failing statement. Counts what the Prisma adapter sends, in all connections of
 * this process; BEGIN, COMMIT and the tenant setting do not count. With `null` nothing fails.
 */
export async function withFailingStatement<T>(
  failing: number | null,
  work: () => Promise<T>,
): Promise<CountedStatements<T>> {
  const prototype = Client.prototype as unknown as { query: Query };
  const realQuery = prototype.query;
  const statements: string[] = [];
  prototype.query = function (this: Client, ...args: unknown[]) {
    const [config, ...rest] = args;
    if (!isAdapterStatement(config) || FRAME.test(config.text.trimStart())) return realQuery.apply(this, args);
    statements.push(config.text);
    const sent = statements.length - 1 === failing ? { ...config, text: "SELECT 1/0", values: [] } : config;
    return realQuery.call(this, sent, ...rest);
  };
  try {
    return { result: await work(), statements };
  } finally {
    prototype.query = realQuery;
  }
}

/** The adapter asks for rows as arrays; the tests' own queries do not. */
function isAdapterStatement(config: unknown): config is { text: string } {
  return typeof config === "object" && config !== null && "rowMode" in config && "text" in config;
}
