import pg from "pg";
import { UserError } from "../../diagnostics/user-error.ts";

/**
 * Does something with a connection of its own.
 *
 * @param what how messages call the database: `--admin-url`
 * @throws UserError if the database cannot be reached; the message does not hold the URL's password
 */
export async function connected<Result>(
  url: string,
  what: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: url, application_name: "migrate-sessions" });
  // A server that goes away ends what is sent next; without a listener it would end this process.
  client.on("error", () => undefined);
  try {
    await client.connect();
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new UserError(
      `The database of ${what} cannot be reached: ${problem || "no answer"}.`,
      "Check the URL, and that the server runs.",
    );
  }
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
