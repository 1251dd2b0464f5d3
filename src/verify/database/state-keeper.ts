import pg from "pg";
import type { RowChanges, StateKeeper } from "../model/database.ts";
import { type ApplicationTable, applicationTables, KEPT_SCHEMA } from "./application-tables.ts";
import { keepRows, type RestoreRows } from "./kept-rows.ts";
import { keepSequences, type KeptSequences } from "./kept-sequences.ts";
import { knownIds } from "./known-ids.ts";
import { fingerprintQuery, tableChanges } from "./row-differences.ts";

/**
 * Takes the rows and sequences of a database, as they are now, for its starting state.
 *
 * @param adminUrl logs in as a role that sees and may write all rows
 * @throws UserError if the role may not, or the rows could not be brought back
 */
export async function keepState(adminUrl: string): Promise<StateKeeper> {
  const client = new pg.Client({ connectionString: adminUrl, application_name: "migrate-sessions" });
  // A server that goes away ends what is sent next; without a listener it would end this process.
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query("SET timezone TO 'UTC'");
    const tables = await applicationTables(client);
    const sequences = await keepSequences(client);
    const restoreRows = await keepRows(client, tables);
    const ids = await knownIds(client, tables);
    const keeper = new Keeper({ client, tables, sequences, restoreRows });
    await keeper.start();
    return {
      knownIds: ids,
      changes: () => keeper.changes(),
      restore: () => keeper.restore(),
      close: () => keeper.close(),
    };
  } catch (error) {
    await client.end();
    throw error;
  }
}

interface KeeperOptions {
  readonly client: pg.Client;
  readonly tables: readonly ApplicationTable[];
  readonly sequences: KeptSequences;
  readonly restoreRows: RestoreRows;
}

class Keeper {
  readonly #options: KeeperOptions;
  #prints: ReadonlyMap<number, string> = new Map();
  /** The snapshot in which the state was the starting one; null if transactions were under way in it. */
  #clean: string | null = null;

  constructor(options: KeeperOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    this.#prints = await this.#fingerprints();
    this.#clean = quiet((await this.#look()).snapshot);
  }

  async changes(): Promise<RowChanges> {
    const { snapshot } = await this.#look();
    const changes: Record<string, RowChanges[string]> = {};
    for (const table of await this.#changedTables(snapshot)) {
      changes[table.name] = await tableChanges(this.#options.client, table);
    }
    return changes;
  }

  async restore(): Promise<void> {
    const { client, restoreRows, sequences } = this.#options;
    const { snapshot, sequence } = await this.#look();
    const changed = await this.#changedTables(snapshot);
    if (changed.length > 0) await restoreRows(new Set(changed.map((table) => table.name)));
    const moved = sequences.restoreSql(sequence);
    if (moved !== "") await client.query(moved);
    if (changed.length > 0 || moved !== "") this.#clean = quiet((await this.#look()).snapshot);
  }

  async close(): Promise<void> {
    const { client } = this.#options;
    await client.query(`DROP SCHEMA IF EXISTS ${KEPT_SCHEMA} CASCADE`);
    await client.end();
  }

  /**
   * Every transaction that writes rows gets an id, and a snapshot shows which ids have been given (manual, "Transaction
   * ID and Snapshot Information Functions"): with the same snapshot as in the starting state, nothing was written.
   * Sequences move without an id, so they are looked at each time.
   */
  async #look(): Promise<{ readonly snapshot: string; readonly sequence: string }> {
    const { client, sequences } = this.#options;
    const { rows } = await client.query<{ snapshot: string; sequence: string }>(
      `SELECT pg_current_snapshot()::text AS snapshot, ${sequences.expression} AS sequence`,
    );
    const [row] = rows;
    if (row === undefined) throw new Error("Postgres gave no snapshot");
    return row;
  }

  async #changedTables(snapshot: string): Promise<readonly ApplicationTable[]> {
    if (snapshot === this.#clean) return [];
    const prints = await this.#fingerprints();
    const changed = this.#options.tables.filter((_, index) => prints.get(index) !== this.#prints.get(index));
    if (changed.length === 0) this.#clean = quiet(snapshot);
    return changed;
  }

  async #fingerprints(): Promise<ReadonlyMap<number, string>> {
    const { client, tables } = this.#options;
    if (tables.length === 0) return new Map();
    const { rows } = await client.query<{ index: number; print: string }>(fingerprintQuery(tables));
    return new Map(rows.map(({ index, print }) => [index, print]));
  }
}

/** The snapshot if no transaction was under way in it (`xmin:xmax:`, both the same); such a one could still commit. */
function quiet(snapshot: string): string | null {
  const [oldest, next] = snapshot.split(":");
  return oldest === next ? snapshot : null;
}
