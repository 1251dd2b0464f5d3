// Generates the Prisma clients of the sample applications under fixtures/apps. They are not kept in git.
//
// Quick when there is nothing to do, and needs no download: `prisma generate` never runs the schema engine, but looks
// for it and fetches it when it is missing. A fresh clone without install scripts or without network has none, so any
// existing file is named in its place.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);
const STAMP = ".schema-hash";

for (const application of listApplications()) {
  generate(application);
}

/** The sample applications that have a Prisma schema. */
function listApplications() {
  const parent = join(root, "fixtures", "apps");
  if (!existsSync(parent)) return [];
  return readdirSync(parent)
    .map((name) => join(parent, name))
    .filter((directory) => existsSync(join(directory, "prisma", "schema.prisma")));
}

/** @param {string} application */
function generate(application) {
  const schema = join(application, "prisma", "schema.prisma");
  const output = join(application, "src", "generated", "prisma");
  const hash = hashOf(schema);
  if (existsSync(join(output, "client.ts")) && readStamp(output) === hash) return;

  const cli = join(dirname(require.resolve("prisma/package.json")), "build", "index.js");
  const run = spawnSync(process.execPath, [cli, "generate", "--schema", schema], {
    cwd: application,
    encoding: "utf8",
    env: { ...process.env, ...engineEnvironment(), CHECKPOINT_DISABLE: "1", PRISMA_HIDE_UPDATE_MESSAGE: "1" },
  });
  if (run.status !== 0) {
    process.stderr.write(`${run.stdout}${run.stderr}`);
    throw new Error(`prisma generate failed for ${relative(root, application)}`);
  }
  writeFileSync(join(output, STAMP), `${hash}\n`);
  process.stderr.write(`Generated the Prisma client of ${relative(root, application)}\n`);
}

/** A client fits one schema and one version of Prisma. @param {string} schema */
function hashOf(schema) {
  const { version } = require("prisma/package.json");
  return createHash("sha256").update(readFileSync(schema)).update(version).digest("hex");
}

/** @param {string} output */
function readStamp(output) {
  const file = join(output, STAMP);
  return existsSync(file) ? readFileSync(file, "utf8").trim() : null;
}

/** Names a stand-in for the schema engine where there is no real one. @returns {Record<string, string>} */
function engineEnvironment() {
  if (process.env.PRISMA_SCHEMA_ENGINE_BINARY) return {};
  const engines = dirname(require.resolve("@prisma/engines/package.json"));
  const isThere = readdirSync(engines).some((name) => name.startsWith("schema-engine"));
  return isThere ? {} : { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath };
}
