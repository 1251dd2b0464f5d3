import { chmodSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { run } from "../../../src/cli/run.ts";
import type { HandlerRequest } from "../../../src/verify/model/request.ts";
import type { WrittenRequest } from "../../../src/verify/requests/requests-file.ts";
import { commitAll, git } from "../../support/git.ts";
import { memoryIo, type MemoryIo } from "../../support/memory-io.ts";
import { fakePipeline } from "../../support/fake-pipeline.ts";
import { cli, committed, expectRefusal, orders, sample } from "../../support/run-cli.ts";
import { copyApplication } from "../../support/sample-app/copy-application.ts";
import { SAMPLE_NOW } from "../../support/sample-app/sample-now.ts";
import { readTree, temporaryTree } from "../../support/temporary-tree.ts";
import { sampleRequests } from "../../support/verify/sample-requests.ts";

const me = "src/app/api/me/route.ts#GET";
const placing = "src/app/api/orders/route.ts#POST";
const notesFile = "src/app/api/customers/[customerId]/notes/route.ts";
const notes = `${notesFile}#POST`;

describe("the sample application", () => {
  /** Runs the command line with the real analysis. */
  async function migrateSessions(root: string, ...line: readonly string[]): Promise<MemoryIo & { code: number }> {
    const io = memoryIo({ cwd: root });
    const code = await run(["node", "migrate-sessions", ...line], io);
    return { ...io, code };
  }

  async function migrated(): Promise<string> {
    const copy = await copyApplication();
    onTestFinished(() => copy.remove());
    writeFileSync(join(copy.root, "requests.json"), JSON.stringify(requestsFile([me, placing, notes])));
    commitAll(copy.root);
    for (const line of [["init"], ["run"]]) expect((await migrateSessions(copy.root, ...line)).code).toBe(0);
    return copy.root;
  }

  test("one handler is broken after its migration: it is different, the others are not, the tree is as before", async () => {
    const root = await migrated();
    const path = join(root, notesFile);
    const text = readFileSync(path, "utf8");
    expect(text).toContain("withSalesSessionV2");
    writeFileSync(path, text.replaceAll("status: 201", "status: 202"));
    const before = readTree(root);
    const status = git(root, "status", "--porcelain");
    const temporary = temporaryTree();
    chmodSync(temporary, 0o755); // as root, Postgres runs as another user
    vi.stubEnv("TMPDIR", temporary);
    onTestFinished(() => void vi.unstubAllEnvs());

    const ran = await migrateSessions(
      root,
      ...["verify", "--embedded", "--seed", "prisma/seed.sql", "--requests", "requests.json"],
      ...["--only", me, "--only", placing, "--only", notes],
    );
    expect(ran.code).toBe(1);
    expect(ran.stdout()).toMatch(new RegExp(`^the same +${escaped(me)}`, "m"));
    expect(ran.stdout()).toMatch(new RegExp(`^different +${escaped(notes)}`, "m"));
    expect(ran.stdout()).toMatch(/differs: status/);
    expect(ran.stdout()).toMatch(
      /^3 handlers: .*1 different.*; \d+ requests, \d+ statements, \d+ failing steps, [\d.]+ s$/m,
    );
    expect(readTree(root)).toEqual(before);
    expect(git(root, "status", "--porcelain")).toBe(status);
    // From source, the applications' processes are started through jiti, which keeps a cache.
    expect(readdirSync(temporary).filter((name) => name !== "jiti")).toEqual([]);

    const report = JSON.parse((await migrateSessions(root, "--format", "json")).stdout()) as {
      handlers: { id: string; verification: unknown }[];
    };
    const verification = (id: string): unknown => report.handlers.find((handler) => handler.id === id)?.verification;
    expect(verification(notes)).toMatchObject({ verdict: "different", current: true });
    expect(verification(me)).toMatchObject({ verdict: "same", current: true });
    writeFileSync(path, text);
    expect((await migrateSessions(root)).stdout()).toContain("1 verdict on code that has changed since");
  }, 240_000);
});

describe("could not run", () => {
  const database = ["--database-url", "postgresql://app@localhost/scratch"] as const;
  const requests = { "r.json": "[]" };

  async function migrated(): Promise<string> {
    const root = committed({ ...sample, ...requests });
    expect((await cli(root, ["run"])).code).toBe(0);
    return root;
  }

  test("no database was named", async () => {
    expectRefusal(await cli(committed(), ["verify"]), "No database was named.");
  });

  test.each([
    [
      "a database that looks like production",
      ["--database-url", "postgresql://app@localhost/app_production"],
      "app_prod",
    ],
    ["an admin's database that does", [...database, "--admin-url", "postgresql://a@db.prod.example.com/x"], "db.prod."],
    ["what is no database", ["--database-url", "localhost:5432"], "not a Postgres URL"],
  ])("%s", async (_shape, options, message) => {
    expectRefusal(await cli(committed(), ["verify", ...options]), message);
  });

  test("a database of our own, and a given one", async () => {
    expectRefusal(await cli(committed(), ["verify", ...database, "--embedded"]), "--embedded starts a database of its");
    vi.stubEnv("MIGRATE_SESSIONS_DATABASE_URL", "postgresql://app@localhost/scratch");
    onTestFinished(() => void vi.unstubAllEnvs());
    expectRefusal(await cli(committed(), ["verify", "--embedded"]), "The working tree is the same as HEAD");
  });

  test("two ways to fill the database", async () => {
    const line = ["verify", ...database, "--seed", "a.sql", "--seed-command", "b"];
    expectRefusal(await cli(committed(), line), "--seed and --seed-command");
  });

  test("no repository, no such revision", async () => {
    const root = temporaryTree(sample);
    expectRefusal(await cli(root, ["verify", ...database]), "not a git repository");
    commitAll(root);
    expectRefusal(await cli(root, ["verify", ...database, "--base", "v0"]), "git knows no revision v0.");
  });

  test("nothing has changed, nothing has been migrated, everything was migrated before", async () => {
    const root = committed();
    expectRefusal(await cli(root, ["verify", ...database]), "The working tree is the same as HEAD");
    writeFileSync(join(root, "other.ts"), "");
    expectRefusal(await cli(root, ["verify", ...database]), "No handler has been migrated since HEAD");
    await cli(root, ["run", "--force"]);
    commitAll(root);
    writeFileSync(join(root, "other.ts"), "1");
    const { stderr } = await cli(root, ["verify", ...database]);
    expect(stderr).toContain("name the commit before the migration with --base REV.");
  });

  test("no requests, none that reaches a handler, no such handler", async () => {
    const root = await migrated();
    expectRefusal(await cli(root, ["verify", ...database]), "no file of requests migrate-sessions.requests.json");
    writeFileSync(join(root, "migrate-sessions.requests.har"), "{");
    expectRefusal(await cli(root, ["verify", ...database]), "migrate-sessions.requests.har is not JSON");
    expectRefusal(await cli(root, ["verify", ...database, "--requests", "r.json"]), "No request of r.json reaches");
    expectRefusal(await cli(root, ["verify", ...database, "--only", "src/nowhere.ts"]), "No handler matches --only");
  });

  test("a database that does not answer", async () => {
    const root = await migrated();
    writeFileSync(join(root, "r.json"), JSON.stringify([{ handler: `${orders}#GET` }]));
    const unreachable = ["--database-url", "postgresql://app:secret@localhost:1/scratch"];
    const ran = await cli(root, ["verify", ...unreachable, "--requests", "r.json"]);
    expectRefusal(ran, "The database of --database-url cannot be reached");
    expect(ran.stderr).not.toContain("secret");
  });
});

test("Ctrl-C ends it, removes the copies, and keeps nothing", async () => {
  const root = committed();
  await cli(root, ["run"]);
  const temporary = temporaryTree();
  vi.stubEnv("TMPDIR", temporary);
  onTestFinished(() => void vi.unstubAllEnvs());
  const before = readTree(root, [".git"]);
  const io = memoryIo({ cwd: root, isTerminal: true });
  const interrupting = {
    ...io,
    err: (text: string) => (text.includes("copying") ? io.pressInterrupt() : io.err(text)),
  };
  const line = ["node", "migrate-sessions", "verify", "--database-url", "postgresql://app@localhost/scratch"];
  expect(await run(line, interrupting, () => Promise.resolve(fakePipeline()))).toBe(130);
  expect(io.stderr()).toContain("Interrupted: nothing is kept");
  expect(readdirSync(temporary)).toEqual([]);
  expect(readTree(root, [".git"])).toEqual(before);
});

function escaped(text: string): string {
  return text.replace(/[[\]()#.]/g, String.raw`\$&`);
}

function requestsFile(handlers: readonly string[]): object {
  const chosen = sampleRequests.filter(({ target }) => handlers.includes(`${target.file}#${target.exported}`));
  return {
    version: 1,
    now: SAMPLE_NOW,
    environment: { LOG_LEVEL: "silent" },
    requests: chosen.map(written),
  };
}

function written({ name, target, url, headers, body, params, external }: HandlerRequest): WrittenRequest {
  const { pathname, search } = new URL(url);
  return {
    name,
    handler: `${target.file}#${target.exported}`,
    url: pathname + search,
    headers,
    params,
    ...(body !== null && "text" in body ? { text: body.text } : {}),
    external: external.map(({ answer, ...where }) => ({ ...where, ...(answer === "down" ? { down: true } : answer) })),
  };
}
