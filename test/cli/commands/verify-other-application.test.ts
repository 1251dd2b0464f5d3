import { cpSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { run } from "../../../src/cli/run.ts";
import { commitAll, git } from "../../support/git.ts";
import { memoryIo } from "../../support/memory-io.ts";
import { temporaryTree } from "../../support/temporary-tree.ts";
import { generateClient } from "../../support/verify/generate-client.ts";

const fixture = join(import.meta.dirname, "../../../fixtures/verify/back-office");
const nodeModules = join(import.meta.dirname, "../../../node_modules");

async function migrateSessions(root: string, ...line: readonly string[]): Promise<[number, string, string]> {
  const io = memoryIo({ cwd: root });
  const code = await run(["node", "migrate-sessions", ...line], io);
  return [code, io.stdout(), io.stderr()];
}

/**
 * An application with other names: no `src/app`, no row-level security, tabs, another variable for the URL, ids that
 * count, a schema of several files, services that are asked with `fetch` and `https`, cookies that are set.
 */
test("another application than the sample: init, run, verify", async () => {
  const root = temporaryTree();
  cpSync(fixture, root, { recursive: true });
  symlinkSync(nodeModules, join(root, "node_modules"), "junction");
  generateClient(root);
  commitAll(root);
  expect((await migrateSessions(root, "init"))[0]).toBe(0);
  expect((await migrateSessions(root, "run", "--force"))[0]).toBe(0);
  expect(readFileSync(join(root, "app/api/items/route.ts"), "utf8")).toContain("import { withOrg } from '~/lib/tx'\n");
  const line = ["verify", "--embedded", "--seed", "prisma/seed.sql"];

  const [failed, nothing, why] = await migrateSessions(root, ...line, "--only", "app/api/items/route.ts#GET");
  expect([failed, nothing]).toEqual([2, ""]);
  expect(why).toMatch(/^error: No request reached a handler: "GET \/api\/items" \(Prisma\w+: .*(?:reach|refused)/im);
  expect(why).toContain("--url-variable");

  const [code, stdout, stderr] = await migrateSessions(root, ...line, "--url-variable", "PG_URL");
  expect(stderr).toBe('Reached no handler, and compared all the same: "nobody" (status 401).\n');
  expect(code).toBe(0);
  expect(stdout.match(/^the same /gm)).toHaveLength(5);
  expect(stdout).toContain("5 handlers: 5 the same; 9 requests, ");
  expect(git(root, "status", "--porcelain", "--untracked-files=all")).not.toContain("generated");
}, 240_000);
