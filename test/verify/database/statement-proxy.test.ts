import { connect, Socket } from "node:net";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type EmbeddedServer, startEmbeddedPostgres } from "../../../src/verify/database/embedded-postgres.ts";
import { startStatementProxy } from "../../../src/verify/database/statement-proxy.ts";
import type { StatementProxy, Traffic } from "../../../src/verify/model/database.ts";
import type { StatementFaultKind } from "../../../src/verify/model/fault.ts";

let server: EmbeddedServer;
let proxy: StatementProxy;
let direct: pg.Client;
let client: pg.Client;

beforeAll(async () => {
  server = await startEmbeddedPostgres();
  await server.createDatabase("proxied");
  direct = new pg.Client({ connectionString: server.url("proxied") });
  await direct.connect();
  await direct.query("CREATE TABLE note (id int PRIMARY KEY, body text); CREATE TABLE counted (n int)");
  proxy = await startStatementProxy(`${server.url("proxied")}?application_name=tested`);
});

afterAll(async () => {
  await proxy.close();
  await direct.end();
  await server.stop();
});

beforeEach(async () => {
  await direct.query("TRUNCATE note");
  client = await connected();
});

afterEach(async () => {
  await client.end().catch(() => undefined);
});

async function connected(): Promise<pg.Client> {
  const made = new pg.Client({ connectionString: proxy.url });
  made.on("error", () => undefined);
  await made.connect();
  return made;
}

const INSERT = "INSERT INTO note VALUES ($1, $2)";

function failInsert(kind: StatementFaultKind, occurrence = 0): void {
  proxy.begin({ step: "statement", text: INSERT, occurrence, kind });
}

function texts(traffic: Traffic): string[] {
  return traffic.statements.map((one) => one.text);
}

async function rowCount(): Promise<number> {
  return (await direct.query("SELECT * FROM note")).rowCount ?? 0;
}

describe("statements are counted", () => {
  it("simple, unnamed and named ones, in order, with the number of the same before", async () => {
    proxy.begin(null);
    await client.query("SELECT 1");
    await client.query("SELECT $1::int", [1]);
    await client.query({ name: "again", text: "SELECT $1::int", values: [2] });
    await client.query({ name: "again", text: "SELECT $1::int", values: [3] });
    const { statements, leftOpen, faultReached } = await proxy.end();
    expect(statements.map(({ text, occurrence }) => [text, occurrence])).toEqual([
      ["SELECT 1", 0],
      ["SELECT $1::int", 0],
      ["SELECT $1::int", 1],
      ["SELECT $1::int", 2],
    ]);
    expect({ leftOpen, faultReached }).toEqual({ leftOpen: 0, faultReached: false });
  });

  it("only between begin and end", async () => {
    await client.query("SELECT 1");
    proxy.begin(null);
    await client.query("SELECT 1");
    expect((await proxy.end()).statements).toMatchObject([{ text: "SELECT 1", occurrence: 0 }]);
  });

  it("says what is a frame, what is in a transaction and what failed", async () => {
    proxy.begin(null);
    await client.query("BEGIN");
    await client.query("SELECT set_config('app.tenant', $1, true)", ["t1"]);
    await client.query(INSERT, [1, "a"]);
    await client.query(INSERT, [1, "b"]).catch(() => undefined);
    await client.query("SELECT 2").catch(() => undefined);
    await client.query("ROLLBACK");
    await client.query("SELECT 3");
    const traffic = await proxy.end();
    expect(traffic.statements.map((one) => [one.isFrame, one.inTransaction, one.failed])).toEqual([
      [true, false, false],
      [true, true, false],
      [false, true, false],
      [false, true, true],
      [false, true, true],
      [true, true, false],
      [false, false, false],
    ]);
  });

  it("measures how long transactions were open", async () => {
    proxy.begin(null);
    await client.query("BEGIN");
    await client.query("SELECT pg_sleep(0.1)");
    await client.query("COMMIT");
    await client.query("SELECT pg_sleep(0.1)");
    const { held } = await proxy.end();
    expect(held).toBeGreaterThan(95);
    expect(held).toBeLessThan(190);
  });

  it("keeps the order of 1000 statements and of parallel connections", async () => {
    proxy.begin(null);
    for (let n = 0; n < 500; n++) await client.query(`SELECT ${n}`);
    await Promise.all(Array.from({ length: 500 }, (_, n) => client.query({ text: `SELECT ${500 + n}`, values: [] })));
    const expected = Array.from({ length: 1000 }, (_, n) => `SELECT ${n}`);
    expect(texts(await proxy.end())).toEqual(expected);
  });

  it("of a pool, by connection", async () => {
    const pool = new pg.Pool({ connectionString: proxy.url, max: 5 });
    proxy.begin(null);
    await Promise.all(Array.from({ length: 50 }, (_, n) => pool.query("SELECT $1::int, pg_sleep(0.002)", [n])));
    const { statements } = await proxy.end();
    await pool.end();
    expect(statements.map((one) => one.occurrence).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 50 }, (_, n) => n),
    );
    expect(new Set(statements.map((one) => one.connection)).size).toBe(5);
  });
});

describe("a statement fails", () => {
  it("as a unique violation that aborts the transaction", async () => {
    failInsert("constraint", 1);
    await client.query("BEGIN");
    await client.query(INSERT, [1, "a"]);
    await expect(client.query(INSERT, [2, "b"])).rejects.toMatchObject({
      code: "23505",
      table: "note",
      detail: "Key (id)=(...) already exists.",
    });
    await expect(client.query("SELECT 1")).rejects.toMatchObject({ code: "25P02" });
    expect(await client.query("COMMIT")).toMatchObject({ command: "ROLLBACK" });
    const traffic = await proxy.end();
    expect(traffic.faultReached).toBe(true);
    expect(traffic.statements.map((one) => one.failed)).toEqual([false, false, true, true, false]);
    expect(await rowCount()).toBe(0);
  });

  it("as a timeout outside a transaction, and the connection goes on", async () => {
    failInsert("timeout");
    await expect(client.query(INSERT, [1, "a"])).rejects.toMatchObject({
      code: "57014",
      message: "canceling statement due to statement timeout",
    });
    await client.query(INSERT, [2, "b"]);
    await proxy.end();
    expect(await rowCount()).toBe(1);
  });

  it("as a lost connection, and the transaction is lost with it", async () => {
    failInsert("connection", 1);
    await client.query("BEGIN");
    await client.query(INSERT, [1, "a"]);
    await expect(client.query(INSERT, [2, "b"])).rejects.toThrow(/terminated|ECONNRESET/);
    expect(await proxy.end()).toMatchObject({ faultReached: true, leftOpen: 0 });
    expect(await rowCount()).toBe(0);
  });

  it("as a simple query", async () => {
    proxy.begin({ step: "statement", text: "DELETE FROM note", occurrence: 0, kind: "constraint" });
    await expect(client.query("DELETE FROM note")).rejects.toMatchObject({ code: "23505" });
    expect((await client.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
    await proxy.end();
  });

  it("named: its name is known afterwards, to client and server", async () => {
    const named = { name: "add", text: INSERT };
    failInsert("constraint");
    await expect(client.query({ ...named, values: [1, "a"] })).rejects.toMatchObject({ code: "23505" });
    await client.query({ ...named, values: [1, "a"] });
    await proxy.end();
    failInsert("timeout");
    await expect(client.query({ ...named, values: [2, "a"] })).rejects.toMatchObject({ code: "57014" });
    await client.query({ ...named, values: [2, "a"] });
    await proxy.end();
    expect(await rowCount()).toBe(2);
  });

  it("in an aborted transaction: with the error that it has anyway", async () => {
    failInsert("constraint");
    await client.query("BEGIN");
    await client.query("SELECT 1/0").catch(() => undefined);
    await expect(client.query(INSERT, [1, "a"])).rejects.toMatchObject({ code: "25P02" });
    await client.query("ROLLBACK");
    expect((await proxy.end()).faultReached).toBe(true);
  });

  it("that would have failed before its execution: with its own error", async () => {
    failInsert("constraint");
    await expect(client.query(INSERT, ["no number", "a"])).rejects.toMatchObject({ code: "22P02" });
    proxy.begin({ step: "statement", text: "SELECT nothing($1)", occurrence: 0, kind: "constraint" });
    await expect(client.query("SELECT nothing($1)", [1])).rejects.toMatchObject({ code: "42883" });
    await client.query("SELECT 1");
    await proxy.end();
  });

  it.each(["COMMIT", "BEGIN"])("%s, and no transaction stays open", async (text) => {
    proxy.begin({ step: "statement", text, occurrence: 0, kind: "constraint" });
    await client.query("BEGIN").catch(() => undefined);
    await client.query(INSERT, [1, "a"]);
    if (text === "COMMIT") {
      await expect(client.query(text)).rejects.toMatchObject({ code: "23505" });
    }
    await client.query("SELECT 1");
    expect((await proxy.end()).leftOpen).toBe(0);
    expect(await rowCount()).toBe(text === "COMMIT" ? 0 : 1);
  });

  it("among queries that are sent without waiting for the ones before", async () => {
    failInsert("constraint", 1);
    const pipelined = new pg.Client({ connectionString: proxy.url });
    await pipelined.connect();
    const settled = await Promise.allSettled([1, 2, 3].map((n) => pipelined.query(INSERT, [n, "x"])));
    await pipelined.end();
    expect(settled.map((one) => one.status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    await proxy.end();
  });
});

describe("a transaction that stays open", () => {
  it("is broken off after a second", async () => {
    proxy.begin(null);
    await client.query("BEGIN");
    await client.query(INSERT, [1, "a"]);
    const started = Date.now();
    const { leftOpen, held } = await proxy.end();
    expect(leftOpen).toBe(1);
    expect(held).toBeGreaterThan(900);
    expect(Date.now() - started).toBeGreaterThan(900);
    expect(await rowCount()).toBe(0);
  });

  it("is waited for if it ends in time", async () => {
    proxy.begin(null);
    await client.query("BEGIN");
    const committed = new Promise((resolve) => setTimeout(resolve, 100)).then(() => client.query("COMMIT"));
    expect(await proxy.end()).toMatchObject({ leftOpen: 0, statements: [{ text: "BEGIN" }, { text: "COMMIT" }] });
    await committed;
  });
});

describe("a statement that takes too long", () => {
  const SLOW = "INSERT INTO note VALUES (1, 'a'); SELECT pg_sleep(20)";

  async function working(): Promise<number> {
    const active = "SELECT FROM pg_stat_activity WHERE query LIKE '%pg_sleep%' AND pid <> pg_backend_pid()";
    return (await direct.query(active)).rowCount ?? 0;
  }

  it("is ended in the server, so that it holds no lock and commits nothing", async () => {
    proxy.begin(null);
    const sent = client.query(SLOW).catch((error: unknown) => error);
    expect(await proxy.end()).toMatchObject({ leftOpen: 1 });
    expect(await working()).toBe(0);
    await direct.query("SET lock_timeout = 100; TRUNCATE note; RESET lock_timeout");
    expect(await sent).toBeInstanceOf(Error);
  });

  it("also if the application has died meanwhile", async () => {
    const socket = new Socket();
    const dying = new pg.Client({ connectionString: proxy.url, stream: () => socket });
    dying.on("error", () => undefined);
    await dying.connect();
    proxy.begin(null);
    const sent = dying.query(SLOW).catch((error: unknown) => error);
    await vi.waitFor(async () => expect(await working()).toBe(1));
    socket.destroy();
    await sent;
    await proxy.end();
    expect(await working()).toBe(0);
    expect(await rowCount()).toBe(0);
  });
});

describe("bytes pass unharmed", () => {
  it("parameters and rows of 5 MB", async () => {
    const body = Array.from({ length: 500_000 }, (_, n) => `${n}é`)
      .join("")
      .slice(0, 5_000_000);
    await client.query(INSERT, [1, body]);
    const { rows } = await client.query<{ body: string }>("SELECT body FROM note");
    expect(rows[0]?.body === body).toBe(true);
    const many = await client.query("SELECT repeat('x', 1000) FROM generate_series(1, 20000)");
    expect(many.rowCount).toBe(20_000);
  });

  it("a client that sends byte by byte", async () => {
    const slow = new pg.Client({ connectionString: proxy.url, stream: () => slowly(new Socket()) });
    await slow.connect();
    proxy.begin(null);
    expect((await slow.query("SELECT $1::text AS t", ["split"])).rows).toEqual([{ t: "split" }]);
    await slow.end();
    expect(texts(await proxy.end())).toEqual(["SELECT $1::text AS t"]);
  });

  it("options of the URL reach the server", async () => {
    const { rows } = await client.query("SHOW application_name");
    expect(rows).toEqual([{ application_name: "tested" }]);
  });

  it("a cancel request", async () => {
    const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    expect(rows).toHaveLength(1);
    const running = client.query("SELECT pg_sleep(20)");
    const { processID, secretKey } = client as unknown as { processID: number; secretKey: number };
    const cancel = Buffer.alloc(16);
    cancel.writeInt32BE(16, 0);
    cancel.writeInt32BE(80877102, 4);
    cancel.writeInt32BE(processID, 8);
    cancel.writeInt32BE(secretKey, 12);
    connect(Number(new URL(proxy.url).port), "127.0.0.1").end(cancel);
    await expect(running).rejects.toMatchObject({ code: "57014" });
  });
});

it("a database that is not there is told as an error of Postgres", async () => {
  const lost = await startStatementProxy("postgresql://a:b@127.0.0.1:1/none");
  const refused = new pg.Client({ connectionString: lost.url });
  await expect(refused.connect()).rejects.toMatchObject({ code: "08006" });
  await lost.close();
});

/** The socket, sending every byte by itself. */
function slowly(socket: Socket): Socket {
  const write = socket.write.bind(socket);
  let last = Promise.resolve();
  socket.write = (chunk: Uint8Array | string): boolean => {
    for (const byte of Buffer.from(chunk)) {
      last = last
        .then(() => new Promise((resolve) => setImmediate(resolve)))
        .then(() => void write(Buffer.from([byte])));
    }
    return true;
  };
  return socket;
}
