import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { diskWorkspace } from "../../../src/io/disk-workspace.ts";
import { CleanUp } from "../../../src/verify/setup/clean-up.ts";
import { startEmbeddedPostgres, type EmbeddedServer } from "../../../src/verify/database/embedded-postgres.ts";
import { checkRoles } from "../../../src/verify/setup/check-roles.ts";
import { embeddedLanes } from "../../../src/verify/setup/embedded-lanes.ts";
import { runSeed, type Seed } from "../../../src/verify/setup/run-seed.ts";
import { temporaryTree } from "../../support/temporary-tree.ts";

let server: EmbeddedServer;

beforeAll(async () => {
  server = await startEmbeddedPostgres();
  await server.createDatabase("shop");
  await server.createDatabase("other");
  await query(
    server.url("shop"),
    `CREATE TABLE orders (id int PRIMARY KEY, tenant text);
     ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
     CREATE ROLE bound LOGIN PASSWORD 'p'; GRANT SELECT ON orders TO bound;
     CREATE ROLE owner LOGIN PASSWORD 'p'; ALTER TABLE orders OWNER TO owner;`,
  );
});

afterAll(() => server.stop());

async function query(url: string, sql: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

function url(role: string): string {
  return server.url("shop", { name: role, password: "p" });
}

describe("the two roles", () => {
  test("the application's own is bound, the admin's sees all: nothing to say", async () => {
    expect(await checkRoles({ databaseUrl: url("bound"), adminUrl: server.url("shop") })).toEqual([]);
  });

  test.each([
    [
      "a superuser",
      () => server.url("shop"),
      "Row-level security does not hold for postgres: isolation is not tested.",
    ],
    ["the tables' owner", () => url("owner"), "owner owns orders, and is not bound by their row-level security."],
  ])("%s as the application: isolation is not tested", async (_shape, databaseUrl, message) => {
    const notes = await checkRoles({ databaseUrl: databaseUrl(), adminUrl: server.url("shop") });
    expect(notes).toEqual([expect.stringContaining(message)]);
  });

  test("one role that does not see all rows", async () => {
    const lane = { databaseUrl: url("bound"), adminUrl: url("bound") };
    await expect(checkRoles(lane)).rejects.toThrow("Row-level security hides rows of orders from bound");
  });

  test("two databases", async () => {
    const lane = { databaseUrl: url("bound"), adminUrl: server.url("other") };
    await expect(checkRoles(lane)).rejects.toThrow("lead to two databases");
  });
});

describe("a seed", () => {
  const insert = (id: number): string =>
    `import { createRequire } from "node:module"; const { Client } = createRequire(${JSON.stringify(import.meta.filename)})("pg");
     const client = new Client(process.env.SHOP_URL); await client.connect();
     await client.query("INSERT INTO orders VALUES (${id}, 'a')"); await client.end();`;
  const files = {
    "seed.sql": "INSERT INTO orders VALUES (1, 'a'); INSERT INTO orders VALUES (2, 'b');",
    "seed.mjs": insert(3),
    "seed.ts": `type Row = { id: number };\nconst row: Row = { id: 4 };\nvoid row;\n${insert(4)}`,
    "wrong.sql": "SELECT 1;\nINSERT INTO nothing VALUES (1);",
    "wrong.mjs": `console.error("no such tenant"); process.exitCode = 3;`,
    "seed.py": "",
  };

  async function seed(what: Seed): Promise<readonly unknown[]> {
    const root = temporaryTree(files);
    onTestFinished(async () => {
      await query(server.url("shop"), "DELETE FROM orders");
    });
    const { signal } = new AbortController();
    await runSeed(what, { root, adminUrl: server.url("shop"), urlVariable: "SHOP_URL", signal });
    return (await query(server.url("shop"), "SELECT id FROM orders ORDER BY id")).map((row) =>
      typeof row === "object" && row !== null && "id" in row ? row.id : null,
    );
  }

  test.each<[string, Seed, readonly number[]]>([
    ["SQL", { file: "seed.sql" }, [1, 2]],
    ["JavaScript", { file: "seed.mjs" }, [3]],
    ["TypeScript", { file: "seed.ts" }, [4]],
    ["a command of the shell", { command: "node seed.mjs && echo done" }, [3]],
  ])("in %s", async (_shape, what, ids) => {
    expect(await seed(what)).toEqual(ids);
  });

  test.each<[string, Seed, string]>([
    ["SQL that Postgres does not take", { file: "wrong.sql" }, `wrong.sql (line 2): relation "nothing" does not exist`],
    [
      "a script that fails",
      { file: "wrong.mjs" },
      "The seed wrong.mjs failed: it ended with exit code 3.\nno such tenant",
    ],
    ["a command that fails", { command: "exit 4" }, "The seed exit 4 failed: it ended with exit code 4."],
    ["a file that is not there", { file: "gone.ts" }, "There is no seed file gone.ts."],
    ["SQL that is not there", { file: "gone.sql" }, "There is no file gone.sql."],
    ["another language", { file: "seed.py" }, "seed.py is no SQL and no script."],
  ])("%s", async (_shape, what, message) => {
    await expect(seed(what)).rejects.toThrow(message);
  });

  test("is ended by Ctrl-C", async () => {
    const root = temporaryTree({ "slow.mjs": "setTimeout(() => undefined, 60_000);" });
    const controller = new AbortController();
    setTimeout(() => {
      controller.abort();
    }, 100);
    const { signal } = controller;
    const input = { root, adminUrl: server.url("shop"), urlVariable: "SHOP_URL", signal };
    await expect(runSeed({ file: "slow.mjs" }, input)).rejects.toThrow(signal.reason);
  });
});

test("what a seed's shell has started is ended with it", async () => {
  const slow = `import { writeFileSync } from "node:fs";
    writeFileSync("pid", String(process.pid)); setTimeout(() => undefined, 30_000);`;
  const root = temporaryTree({ "slow.mjs": slow });
  const controller = new AbortController();
  const { signal } = controller;
  const input = { root, adminUrl: server.url("shop"), urlVariable: "SHOP_URL", signal };
  const ran = expect(runSeed({ command: "node slow.mjs; true" }, input)).rejects.toThrow(signal.reason);
  const pid = await vi.waitFor(() => {
    const text = readFileSync(join(root, "pid"), "utf8");
    expect(text).not.toBe("");
    return Number(text);
  }, 20_000);
  controller.abort();
  await ran;
  await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow("ESRCH"), 5000);
});

describe("a Postgres of our own", () => {
  async function lanes(files: Readonly<Record<string, string>>): Promise<readonly unknown[][]> {
    const root = temporaryTree(files);
    const cleanUp = new CleanUp();
    onTestFinished(() => cleanUp.run());
    const seed = async (adminUrl: string): Promise<void> => {
      await query(adminUrl, "INSERT INTO a.orders (tenant) VALUES ('x')");
    };
    const input = { root, workspace: diskWorkspace(root), migrations: "prisma/migrations", lanes: 2, seed };
    const opened = await embeddedLanes(input, cleanUp);
    return Promise.all(
      opened.map(async ({ databaseUrl }) => [
        ...(await query(databaseUrl, "INSERT INTO a.orders (tenant) VALUES ('y') RETURNING id")),
        ...(await query(
          databaseUrl,
          "SELECT rolsuper OR rolbypassrls AS free FROM pg_roles WHERE rolname = current_user",
        )),
      ]),
    );
  }

  test("has the migrations in their order, the seed, and a bound role, in each lane", async () => {
    const first = "CREATE SCHEMA a; CREATE TABLE a.orders (id serial PRIMARY KEY);";
    const tree = {
      [join("prisma/migrations", "2_more", "migration.sql")]: "ALTER TABLE a.orders ADD COLUMN tenant text;",
      [join("prisma/migrations", "1_first", "migration.sql")]: first,
    };
    expect(await lanes(tree)).toEqual([
      [{ id: 2 }, { free: false }],
      [{ id: 2 }, { free: false }],
    ]);
  });

  test("without migrations, and with one that fails", async () => {
    await expect(lanes({})).rejects.toThrow("There are no SQL migrations in prisma/migrations");
    const wrong = { "prisma/migrations/1/migration.sql": "CREATE TABLE;" };
    await expect(lanes(wrong)).rejects.toThrow("prisma/migrations/1/migration.sql (line 1)");
  });
});
