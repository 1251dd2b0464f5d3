import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type EmbeddedServer, startEmbeddedPostgres } from "../../../src/verify/database/embedded-postgres.ts";
import { roleFacts } from "../../../src/verify/database/role-facts.ts";
import { keepState } from "../../../src/verify/database/state-keeper.ts";
import type { StateKeeper } from "../../../src/verify/model/database.ts";

let server: EmbeddedServer;
let client: pg.Client;
let keeper: StateKeeper | null = null;

const OWNER = { name: "plain_owner", password: "secret" };

beforeAll(async () => {
  server = await startEmbeddedPostgres();
  await server.createDatabase("kept");
  client = new pg.Client({ connectionString: server.url("kept") });
  await client.connect();
  await client.query(`CREATE ROLE ${OWNER.name} LOGIN PASSWORD '${OWNER.password}'`);
});

afterAll(async () => {
  await client.end();
  await server.stop();
});

beforeEach(async () => {
  await client.query("DROP SCHEMA IF EXISTS public, other CASCADE; CREATE SCHEMA public");
});

afterEach(async () => {
  await keeper?.close();
  keeper = null;
});

async function keep(sql: string, role?: { name: string; password: string }): Promise<StateKeeper> {
  await client.query(sql);
  keeper = await keepState(server.url("kept", role));
  return keeper;
}

/** What the tables hold, in the order in which they hold it. */
async function rowsOf(...tables: string[]): Promise<unknown[]> {
  return Promise.all(
    tables.map(async (table) => (await client.query<{ x: string }>(`SELECT x::text FROM ${table} x`)).rows),
  );
}

describe("changes", () => {
  it("shows added, removed and changed rows by primary key, and nothing in the starting state", async () => {
    const kept = await keep(
      "CREATE TABLE item (id int PRIMARY KEY, n int); INSERT INTO item VALUES (1, 1), (2, 2), (3, 3)",
    );
    expect(await kept.changes()).toEqual({});
    await client.query(
      "INSERT INTO item VALUES (4, 4); DELETE FROM item WHERE id = 1; UPDATE item SET n = 20 WHERE id = 2",
    );
    expect(await kept.changes()).toEqual({
      item: {
        added: [{ id: 4, n: 4 }],
        removed: [{ id: 1, n: 1 }],
        changed: [{ before: { id: 2, n: 2 }, after: { id: 2, n: 20 } }],
      },
    });
  });

  it("shows rows without a primary key whole, also when equal ones become fewer or more", async () => {
    const kept = await keep("CREATE TABLE log (line text); INSERT INTO log VALUES ('a'), ('a'), ('b')");
    await client.query("DELETE FROM log WHERE ctid = (SELECT min(ctid) FROM log); INSERT INTO log VALUES ('b')");
    expect(await kept.changes()).toEqual({ log: { added: [{ line: "b" }], removed: [{ line: "a" }], changed: [] } });
    await kept.restore();
    expect(await rowsOf("log")).toEqual([[{ x: "(a)" }, { x: "(a)" }, { x: "(b)" }]]);
  });

  it("shows nothing for what was written and undone", async () => {
    const kept = await keep("CREATE TABLE item (id int PRIMARY KEY); INSERT INTO item VALUES (1)");
    await client.query("BEGIN; DELETE FROM item; ROLLBACK; UPDATE item SET id = 2; UPDATE item SET id = 1");
    expect(await kept.changes()).toEqual({});
  });

  it("sees what a transaction commits that was under way when the state was kept", async () => {
    await client.query("CREATE TABLE item (id int PRIMARY KEY)");
    await client.query("BEGIN; INSERT INTO item VALUES (1)");
    keeper = await keepState(server.url("kept"));
    await client.query("COMMIT");
    expect(Object.keys(await keeper.changes())).toEqual(["item"]);
  });

  it("keeps the digits of large numbers", async () => {
    const kept = await keep("CREATE TABLE n (id bigint PRIMARY KEY, price numeric)");
    await client.query("INSERT INTO n VALUES (9007199254740993, 0.10000000000000000001)");
    expect((await kept.changes())["n"]?.added).toEqual([{ id: "9007199254740993", price: "0.10000000000000000001" }]);
  });
});

describe("restore", () => {
  it.each([
    ["a generated column", "CREATE TABLE t (id int PRIMARY KEY, twice int GENERATED ALWAYS AS (id * 2) STORED)", "(1)"],
    ["identity always", "CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n int)", "(DEFAULT, 5)"],
    ["serial", "CREATE TABLE t (id serial PRIMARY KEY, n int)", "(DEFAULT, 5)"],
    [
      "values of many types",
      "CREATE TABLE t (a json, b jsonb, c bytea, d timestamptz, e numeric, f text[], g float8, h interval)",
      `('{"b": 1,  "a": null}', '{"x": [1]}', '\\x00ff', '2024-02-29 10:00:00.123456+02', 1.10, '{a,NULL,"b,c"}', 'NaN', '1 day')`,
    ],
    [
      "a name of mixed case, a reserved word, a quote",
      'CREATE TABLE "Order" ("select" int PRIMARY KEY, "it\'s ""q" bigint, "T" text)',
      "(1, 2, 'x')",
    ],
    ["a reference to itself", "CREATE TABLE t (id int PRIMARY KEY, up int REFERENCES t)", "(2, NULL), (1, 2)"],
    [
      "partitions",
      "CREATE TABLE t (id int PRIMARY KEY) PARTITION BY RANGE (id); CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (10); CREATE TABLE t2 PARTITION OF t DEFAULT",
      "(1), (50)",
    ],
    ["a column that was dropped", "CREATE TABLE t (gone int, id int); ALTER TABLE t DROP COLUMN gone", "(1)"],
    ["a column of the alias's name", "CREATE TABLE t (t text, x text)", "('a', 'b')"],
  ])("a table with %s", async (_, create, values) => {
    const table = create.includes('"Order"') ? '"Order"' : "t";
    const kept = await keep(`${create}; INSERT INTO ${table} VALUES ${values}`);
    const before = await client.query(`SELECT r::text FROM ${table} r`);
    await client.query(`DELETE FROM ${table}`);
    expect((await kept.changes())[table.replaceAll('"', "")]?.removed).toHaveLength(before.rows.length);
    await kept.restore();
    expect((await client.query(`SELECT r::text FROM ${table} r`)).rows).toEqual(before.rows);
    expect(await kept.changes()).toEqual({});
  });

  it("names tables of other schemas with their schema; leaves Prisma's own alone", async () => {
    const kept = await keep(
      'CREATE SCHEMA other; CREATE TABLE other."T" (id int); CREATE TABLE _prisma_migrations (id int)',
    );
    await client.query('INSERT INTO other."T" VALUES (1); INSERT INTO _prisma_migrations VALUES (1)');
    expect(Object.keys(await kept.changes())).toEqual(["other.T"]);
    await kept.restore();
    expect(await rowsOf('other."T"', "_prisma_migrations")).toEqual([[], [{ x: "(1)" }]]);
  });

  it("brings sequences back, also when no row was written", async () => {
    const kept = await keep(
      "CREATE TABLE t (id serial PRIMARY KEY); INSERT INTO t VALUES (DEFAULT), (DEFAULT); CREATE SEQUENCE free START 7",
    );
    await client.query("SELECT nextval('t_id_seq'), nextval('free')");
    await kept.restore();
    await client.query("INSERT INTO t VALUES (DEFAULT)");
    expect(await rowsOf("t")).toEqual([[{ x: "(1)" }, { x: "(2)" }, { x: "(3)" }]]);
    expect((await client.query("SELECT nextval('free')")).rows).toEqual([{ nextval: "7" }]);
  });

  it("works again after one that died", async () => {
    await client.query("CREATE SCHEMA migrate_sessions_kept; CREATE TABLE migrate_sessions_kept.t1 (id int)");
    const kept = await keep("CREATE TABLE t (id int)");
    await client.query("INSERT INTO t VALUES (1)");
    await kept.restore();
    expect(await rowsOf("t")).toEqual([[]]);
  });
});

describe("a role that is no superuser", () => {
  const family = `
    CREATE TABLE parent (id int PRIMARY KEY); CREATE TABLE child (id int PRIMARY KEY, parent int REFERENCES parent ON DELETE CASCADE);
    INSERT INTO parent VALUES (1), (2); INSERT INTO child VALUES (1, 1), (2, 2);
    CREATE FUNCTION noisy() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no''; END';
    CREATE TRIGGER noisy BEFORE INSERT ON parent FOR EACH ROW EXECUTE FUNCTION noisy();
    ALTER TABLE parent OWNER TO ${OWNER.name}; ALTER TABLE child OWNER TO ${OWNER.name};
    GRANT ALL ON DATABASE kept TO ${OWNER.name}; GRANT ALL ON SCHEMA public TO ${OWNER.name}`;

  it("restores in the order of foreign keys, past triggers", async () => {
    const kept = await keep(family, OWNER);
    await client.query("DELETE FROM parent WHERE id = 1");
    expect(Object.keys(await kept.changes())).toEqual(["child", "parent"]);
    await kept.restore();
    await client.query("UPDATE parent SET id = 3 WHERE id = 1").catch(() => client.query("DELETE FROM child"));
    await kept.restore();
    expect(await rowsOf("parent", "child")).toEqual([
      [{ x: "(1)" }, { x: "(2)" }],
      [{ x: "(1,1)" }, { x: "(2,2)" }],
    ]);
    await expect(client.query("INSERT INTO parent VALUES (9)")).rejects.toThrow("no");
  });

  it("is refused when tables refer to each other in a circle", async () => {
    await client.query(`${family}; ALTER TABLE parent ADD favourite int REFERENCES child`);
    await expect(keepState(server.url("kept", OWNER))).rejects.toThrow("child, parent refer to each other");
  });

  it("is refused when it does not see all rows", async () => {
    await client.query(
      `${family}; ALTER TABLE child ENABLE ROW LEVEL SECURITY; ALTER TABLE child FORCE ROW LEVEL SECURITY`,
    );
    await expect(keepState(server.url("kept", OWNER))).rejects.toMatchObject({
      message: "The role that compares the rows does not see or may not write all rows of child.",
      hint: expect.stringContaining("--admin-url") as string,
    });
  });

  it("is told apart from one that row level security does not bind", async () => {
    await client.query(`${family}; ALTER TABLE child ENABLE ROW LEVEL SECURITY`);
    expect(await roleFacts(server.url("kept", OWNER))).toEqual({
      role: "plain_owner",
      bypassesRowSecurity: false,
      protectedTables: ["child"],
      unboundTables: ["child"],
    });
    expect(await roleFacts(server.url("kept"))).toMatchObject({ role: "postgres", bypassesRowSecurity: true });
  });
});

it("knows the ids among the starting rows, also inside JSON", async () => {
  const uuid = "6b0f3c1e-2a54-4f5e-9d6a-0c9d3a1b2c3d";
  const cuid = "cjld2cjxh0000qzrmn831i7rn";
  const kept = await keep(
    `CREATE TABLE t (id uuid, data jsonb); INSERT INTO t VALUES ('${uuid}', '{"a": ["${cuid}"], "b": "plain"}')`,
  );
  expect(kept.knownIds).toEqual(new Set([uuid, cuid]));
});

it("creates a database from a template", async () => {
  await server.createDatabase("plan");
  const made = new pg.Client({ connectionString: server.url("plan") });
  await made.connect();
  await made.query("CREATE TABLE t (id int)");
  await made.end();
  await server.createDatabase("Copy", { template: "plan" });
  const copy = new pg.Client({ connectionString: server.url("Copy") });
  await copy.connect();
  expect((await copy.query("SELECT * FROM t")).rows).toEqual([]);
  await copy.end();
});
