import { connect, type Socket } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { type EmbeddedServer, startEmbeddedPostgres } from "../../../src/verify/database/embedded-postgres.ts";
import { startStatementProxy } from "../../../src/verify/database/statement-proxy.ts";
import { encodeFrame } from "../../../src/verify/database/wire-frames.ts";
import type { StatementProxy } from "../../../src/verify/model/database.ts";

const NOBODY = { name: "trusted", password: "" };

let server: EmbeddedServer;
let proxy: StatementProxy;
let socket: Socket;
let seen: string;
let wake: () => void = () => undefined;

beforeAll(async () => {
  server = await startEmbeddedPostgres();
  await server.createDatabase("raw");
  const { Client } = (await import("pg")).default;
  const admin = new Client({ connectionString: server.url("raw") });
  await admin.connect();
  await admin.query(`CREATE ROLE ${NOBODY.name} LOGIN;`);
  const { rows } = await admin.query<{ hba_file: string }>("SHOW hba_file");
  await admin.query(`COPY (SELECT 'host all all 127.0.0.1/32 trust') TO '${rows[0]?.hba_file}'`);
  await admin.query("SELECT pg_reload_conf(), pg_sleep(0.3)");
  await admin.query(`CREATE TABLE t (id int PRIMARY KEY); GRANT ALL ON t TO ${NOBODY.name}`);
  await admin.end();
  proxy = await startStatementProxy(server.url("raw", NOBODY));
});

afterAll(async () => {
  await proxy.close();
  await server.stop();
});

beforeEach(async () => {
  seen = "";
  let rest = Buffer.alloc(0);
  socket = connect(Number(new URL(proxy.url).port), "127.0.0.1");
  socket.on("data", (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= 5 && rest.length > rest.readUInt32BE(1)) {
      seen += String.fromCharCode(rest[0] ?? 0);
      rest = rest.subarray(rest.readUInt32BE(1) + 1);
    }
    wake();
  });
  const body = Buffer.from(`\0\x03\0\0user\0${NOBODY.name}\0database\0raw\0\0`, "latin1");
  const startup = encodeFrame("x", body).subarray(1);
  socket.write(startup);
  await answers(/Z$/);
});

afterEach(() => {
  socket.destroy();
});

/** The types of the messages that came since the last call, once they match. */
async function answers(expected: RegExp): Promise<string> {
  while (!expected.test(seen)) await new Promise<void>((resolve) => (wake = resolve));
  const types = seen;
  seen = "";
  return types;
}

const parse = (name: string, sql: string): Buffer => encodeFrame("P", Buffer.from(`${name}\0${sql}\0\0\0`));
const bind = (name: string): Buffer => encodeFrame("B", Buffer.from(`\0${name}\0\0\0\0\0\0\0`));
const describeStatement = (name: string): Buffer => encodeFrame("D", Buffer.from(`S${name}\0`));
const execute = (rows = 0): Buffer => encodeFrame("E", Buffer.from([0, 0, 0, 0, rows]));
const sync = encodeFrame("S", Buffer.alloc(0));
const flush = encodeFrame("H", Buffer.alloc(0));

function send(...frames: Buffer[]): void {
  socket.write(Buffer.concat(frames));
}

it("prepared once, executed later, as tokio-postgres does", async () => {
  proxy.begin({ step: "statement", text: "INSERT INTO t VALUES (1)", occurrence: 1, kind: "constraint" });
  send(parse("s0", "INSERT INTO t VALUES (1)"), describeStatement("s0"), sync);
  expect(await answers(/Z$/)).toBe("1tnZ");
  send(bind("s0"), execute(), sync);
  expect(await answers(/Z$/)).toBe("2CZ");
  send(bind("s0"), execute(), sync);
  expect(await answers(/Z$/)).toBe("2EZ");
  const { statements, faultReached } = await proxy.end();
  expect(statements.map((one) => one.failed)).toEqual([false, true]);
  expect(faultReached).toBe(true);
});

it("cycles sent without waiting: only the one fails, in its turn", async () => {
  proxy.begin({ step: "statement", text: "SELECT 2", occurrence: 0, kind: "timeout" });
  send(...[1, 2, 3].flatMap((n) => [parse("", `SELECT ${n}`), bind(""), execute(), sync]));
  expect(await answers(/Z.*Z.*Z$/)).toBe("12DCZ12EZ12DCZ");
  expect((await proxy.end()).statements.map((one) => [one.text, one.failed])).toEqual([
    ["SELECT 1", false],
    ["SELECT 2", true],
    ["SELECT 3", false],
  ]);
});

it("a cursor's portions, with Flush, are one statement", async () => {
  proxy.begin(null);
  send(parse("", "SELECT generate_series(1, 3)"), bind(""), execute(2), flush);
  expect(await answers(/s$/)).toBe("12DDs");
  send(execute(2), flush);
  expect(await answers(/C$/)).toBe("DC");
  send(sync);
  expect(await answers(/Z$/)).toBe("Z");
  expect(await proxy.end()).toMatchObject({ leftOpen: 0, statements: [{ occurrence: 0 }] });
});

it("a failing statement before Flush: the client's Sync ends the cycle", async () => {
  proxy.begin({ step: "statement", text: "SELECT 1", occurrence: 0, kind: "constraint" });
  send(parse("", "SELECT 1"), bind(""), execute(), flush);
  expect(await answers(/E$/)).toMatch(/^12.*E$/);
  send(execute(), flush, sync);
  expect(await answers(/Z$/)).toBe("Z");
  send(parse("", "SELECT 2"), bind(""), execute(), sync);
  expect(await answers(/Z$/)).toBe("12DCZ");
  expect((await proxy.end()).statements[0]).toMatchObject({ text: "SELECT 1", failed: true });
});

it("rows copied in, and the Sync that gets lost on it", async () => {
  proxy.begin(null);
  send(parse("", "COPY t FROM STDIN"), bind(""), execute(), sync);
  await answers(/G$/);
  send(encodeFrame("d", Buffer.from("7\n")), encodeFrame("c", Buffer.alloc(0)), sync);
  expect(await answers(/Z$/)).toBe("CZ");
  expect(await proxy.end()).toMatchObject({ leftOpen: 0, statements: [{ failed: false }] });
});
