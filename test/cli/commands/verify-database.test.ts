import { writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { run } from "../../../src/cli/run.ts";
import { type EmbeddedServer, startEmbeddedPostgres } from "../../../src/verify/database/embedded-postgres.ts";
import { applyMigrations } from "../../support/sample-app/apply-migrations.ts";
import { BOUND_ROLE, createBoundRole } from "../../support/sample-app/bound-role.ts";
import { type ApplicationCopy, copyApplication, SALES_PORTAL } from "../../support/sample-app/copy-application.ts";
import { commitAll } from "../../support/git.ts";
import { memoryIo } from "../../support/memory-io.ts";
import { SAMPLE_NOW } from "../../support/sample-app/sample-now.ts";
import { sampleRequests } from "../../support/verify/sample-requests.ts";

const handler = "src/app/api/customers/[customerId]/notes/route.ts#POST";
const seedScript = `import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
const { Client } = createRequire(import.meta.url)("pg");
const client = new Client(process.env.DATABASE_URL);
await client.connect();
await client.query(readFileSync("prisma/seed.sql", "utf8"));
await client.end();
`;
const adds = sampleRequests.find(({ name, target }) => name === "adds" && handler.startsWith(target.file));
const requests = {
  version: 1,
  now: SAMPLE_NOW,
  environment: { LOG_LEVEL: "silent" },
  requests: [
    {
      handler,
      params: adds?.params,
      headers: adds?.headers,
      body: { body: "Call back on Monday." },
    },
  ],
};

let server: EmbeddedServer;
let application: ApplicationCopy;

beforeAll(async () => {
  server = await startEmbeddedPostgres();
  await server.createDatabase("tables");
  const admin = new pg.Client({ connectionString: server.url("tables") });
  await admin.connect();
  await applyMigrations(admin, SALES_PORTAL);
  await createBoundRole(admin);
  await admin.end();
  application = await copyApplication();
  writeFileSync(join(application.root, "seed.mjs"), seedScript);
  writeFileSync(join(application.root, "migrate-sessions.requests.json"), JSON.stringify(requests));
  commitAll(application.root);
  await migrateSessions("init");
  await migrateSessions("run", "--force", "--only", handler);
});

afterAll(async () => {
  await server.stop();
  await application.remove();
});

async function migrateSessions(...line: readonly string[]): Promise<[number, string, string]> {
  const io = memoryIo({ cwd: application.root });
  const code = await run(["node", "migrate-sessions", ...line], io);
  return [code, io.stdout(), io.stderr()];
}

/** A database of its own with the tables and no rows. */
async function databaseUrls(name: string): Promise<{ readonly own: string; readonly admin: string }> {
  await server.createDatabase(name, { template: "tables" });
  return { own: server.url(name, BOUND_ROLE), admin: server.url(name) };
}

async function countIn(url: string, table: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ count: number }>(`SELECT count(*)::int AS count FROM "${table}"`);
  await client.end();
  return rows[0]?.count ?? 0;
}

describe("a given database: the application's own role, and one that sees all rows", () => {
  test.each([
    ["SQL", ["--seed", "prisma/seed.sql"]],
    ["a script", ["--seed", "seed.mjs", "--faults", "none"]],
    ["a command", ["--seed-command", "node seed.mjs", "--faults", "none"]],
  ])("filled by %s", async (shape, seed) => {
    const { own, admin } = await databaseUrls(shape);
    const [code, stdout, stderr] = await migrateSessions(
      "verify",
      "--database-url",
      own,
      "--admin-url",
      admin,
      ...seed,
    );
    expect(stderr).not.toContain("error");
    expect(stdout).toMatch(/^the same +src/m);
    expect(code).toBe(0);
    if (shape === "SQL") {
      const [again, , why] = await migrateSessions("verify", "--database-url", own, "--admin-url", admin, ...seed);
      expect(again).toBe(2);
      expect(why).toContain("leave the seed out");
    }
    // The rows that the requests wrote are gone again, those of the seed are there.
    expect(await countIn(admin, "Tenant")).toBe(2);
  });
});

test("one role, from which rows are hidden, is refused with what to do", async () => {
  const { own } = await databaseUrls("one role");
  const [code, stdout, stderr] = await migrateSessions("verify", "--database-url", own, "--seed", "prisma/seed.sql");
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/error: Row-level security hides rows of \w+.* from portal_app/);
  expect(stderr).toContain("--admin-url");
});

test("a database without tables is refused before anything is sent", async () => {
  await server.createDatabase("empty");
  const [code, , stderr] = await migrateSessions("verify", "--database-url", server.url("empty"));
  expect(code).toBe(2);
  expect(stderr).toContain("has no tables");
  expect(stderr).toContain("prisma migrate deploy");
});

test("a wrong password is said without showing it", async () => {
  const wrong = server.url("tables", { name: BOUND_ROLE.name, password: "mistyped" });
  const [code, , stderr] = await migrateSessions("verify", "--database-url", wrong);
  expect(code).toBe(2);
  expect(stderr).toContain("The database of --database-url cannot be reached: password authentication failed");
  expect(stderr).not.toContain("mistyped");
});
