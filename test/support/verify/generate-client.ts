import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const cli = join(dirname(createRequire(import.meta.url).resolve("prisma/package.json")), "build/index.js");

/** Generates the Prisma client of an application, without a download: see scripts/generate-fixture-clients.mjs. */
export function generateClient(root: string): void {
  const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: "1" };
  execFileSync(process.execPath, [cli, "generate"], { cwd: root, env, stdio: "pipe" });
}
