import pg from "pg";

/** How long to wait until the server's processes have ended, in milliseconds. */
const PATIENCE = 5000;

/**
 * Ends processes of the server that still work for connections that are gone: their statements would hold locks, and
 * could be committed later. A role may end its own.
 *
 * @param url logs in as the role of the connections
 */
export async function endBackends(url: string, processes: readonly number[]): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: "migrate-sessions" });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query("SELECT pg_terminate_backend(pid) FROM unnest($1::int[]) AS pid", [processes]);
    await untilGone(client, processes);
  } catch {
    // The server has gone, or lets nobody in: whoever needs the database next will say so.
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function untilGone(client: pg.Client, processes: readonly number[]): Promise<void> {
  const deadline = performance.now() + PATIENCE;
  while (performance.now() < deadline) {
    const { rowCount } = await client.query("SELECT 1 FROM pg_stat_activity WHERE pid = ANY($1::int[])", [processes]);
    if (rowCount === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
