import { chmodSync, existsSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { cli, committed, orders } from "../support/run-cli.ts";
import { ended, spawnCli } from "../support/spawn-cli.ts";
import { temporaryTree } from "../support/temporary-tree.ts";

const nodeModules = join(import.meta.dirname, "../../node_modules");

/** A handler that tells the number of its process, and then takes longer than anybody waits. */
const slowHandler = `import { writeFileSync } from "node:fs";
const withSalesSession = (request: Request, handler: () => Promise<Response>) => handler();
const withSalesSessionV2 = withSalesSession;
export const GET = (request: Request) => withSalesSession(request, async () => {
  writeFileSync(process.env.STARTED ?? "", String(process.pid));
  await new Promise((resolve) => setTimeout(resolve, 25_000));
  return Response.json([]);
});
`;

const files = {
  ".gitignore": "node_modules",
  "package.json": "{}",
  "prisma/migrations/1_first/migration.sql": "CREATE TABLE note (id int PRIMARY KEY);",
  "migrate-sessions.requests.json": JSON.stringify([{ handler: `${orders}#GET` }]),
  [orders]: slowHandler,
};

/** Starts a verification and waits until the application is working on a request. */
async function underWay(): Promise<{
  readonly child: ReturnType<typeof spawnCli>;
  readonly temporary: string;
  readonly application: number;
}> {
  const root = committed(files);
  symlinkSync(nodeModules, join(root, "node_modules"), "junction");
  expect((await cli(root, ["run"])).code).toBe(0);
  const temporary = temporaryTree();
  chmodSync(temporary, 0o755); // as root, Postgres runs as another user
  const started = join(temporaryTree(), "started");
  vi.stubEnv("TMPDIR", temporary);
  vi.stubEnv("STARTED", started);
  onTestFinished(() => void vi.unstubAllEnvs());
  const child = spawnCli(root, ["verify", "--embedded"]);
  onTestFinished(() => void child.kill("SIGKILL"));
  let output = "";
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  await vi.waitFor(
    () => {
      if (child.exitCode !== null) throw new Error(output);
      expect(existsSync(started)).toBe(true);
      expect(readFileSync(started, "utf8")).not.toBe("");
    },
    { timeout: 60_000, interval: 20 },
  );
  return { child, temporary, application: Number(readFileSync(started, "utf8")) };
}

/** From source, the applications' processes are started through jiti, which keeps a cache. */
function leftIn(temporary: string): readonly string[] {
  return readdirSync(temporary).filter((name) => name !== "jiti");
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function postgresIn(temporary: string): number {
  const [server] = readdirSync(temporary).filter((name) => name.startsWith("migrate-sessions-pg-"));
  return Number.parseInt(readFileSync(join(temporary, server ?? "", "data/postmaster.pid"), "utf8"), 10);
}

test.each(["SIGINT", "SIGTERM"] as const)("%s during a request: exit code 130, and nothing is left", async (signal) => {
  const { child, temporary, application } = await underWay();
  const postgres = postgresIn(temporary);
  expect([isRunning(application), isRunning(postgres)]).toEqual([true, true]);
  child.kill(signal);
  const { code, stderr } = await ended(child);
  expect(code).toBe(130);
  expect(stderr).toContain("Interrupted: nothing is kept, and what was started is stopped.");
  expect(leftIn(temporary)).toEqual([]);
  expect([isRunning(application), isRunning(postgres)]).toEqual([false, false]);
});

test("a second Ctrl-C ends it at once, and nothing is left either", async () => {
  const { child, temporary, application } = await underWay();
  const postgres = postgresIn(temporary);
  child.kill("SIGINT");
  await new Promise((resolve) => setTimeout(resolve, 5));
  child.kill("SIGINT");
  await ended(child);
  expect(leftIn(temporary)).toEqual([]);
  await vi.waitFor(() => expect([isRunning(application), isRunning(postgres)]).toEqual([false, false]), 10_000);
});
