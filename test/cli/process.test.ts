import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { cli, committed, legacy, migrated } from "../support/run-cli.ts";
import { ended, spawnCli } from "../support/spawn-cli.ts";
import { readTree } from "../support/temporary-tree.ts";

const routes = Array.from({ length: 1500 }, (_, index) => `src/app/api/r${index}/route.ts`);
const large = Object.fromEntries(routes.map((file) => [file, legacy]));

test("a reader that goes away ends the output, not the exit code", async () => {
  const root = committed(large);
  for (const [line, code] of [
    [["--format", "json"], 0],
    [["check", "--format", "json"], 1],
  ] as const) {
    const child = spawnCli(root, line);
    child.stdout.once("data", () => child.stdout.destroy());
    expect(await ended(child)).toEqual({ code, stderr: "" });
  }
}, 60_000);

test("a reader that was never there does not stop a run", async () => {
  const root = committed();
  const child = spawnCli(root, ["run"]);
  child.stdout.destroy();
  expect((await ended(child)).code).toBe(0);
  expect(Object.values(readTree(root))).toEqual([migrated, migrated]);
}, 60_000);

test("Ctrl-C in the middle: each file is old or new, and a second run completes", async () => {
  const root = committed(large);
  const child = spawnCli(root, ["run"]);
  const end = ended(child);
  while (!existsSync(join(root, ".migrate-sessions/journal.jsonl"))) await setTimeout(2);
  child.kill("SIGINT");
  const { code, stderr } = await end;
  expect(code).toBe(130);
  expect(stderr).toMatch(/Interrupted: \d+ files? done, \d+ left as before, none half-written\./);

  const texts = routes.map((file) => readFileSync(join(root, file), "utf8"));
  expect(new Set(texts)).toEqual(new Set([legacy, migrated]));
  expect(Object.keys(readTree(root)).length).toBe(routes.length);
  expect((await cli(root, ["run"])).code).toBe(0);
  expect(new Set(Object.values(readTree(root)))).toEqual(new Set([migrated]));
}, 60_000);
