// The main job, as a user would do it, on a copy of the sample application: analysis, phase 1 to 3, check, type check.
// Nothing in the checkout changes. `--quiet` prints only what went wrong: `npm run check` runs it like that.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, realpathSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const quiet = process.argv.includes("--quiet");
const cli = join(root, "dist", "bin", "migrate-sessions.mjs");
const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
const copy = join(realpathSync(mkdtempSync(join(tmpdir(), "migrate-sessions-demo-"))), "sales-portal");

node([join(root, "scripts", "generate-fixture-clients.mjs")]);
copyApplication();

say("What is there? Nothing is written.");
migrate("analyze");
say("Phase 1: the new wrapper beside the old one.");
migrate("init");
commit("Phase 1: withSalesSessionV2");
say("Phase 2: handlers that only read.");
migrate("run", "--phase", "read");
commit("Phase 2: read handlers");
say("Phase 3: handlers that write.");
migrate("run", "--phase", "write");
commit("Phase 3: write handlers");
say("What is left is accepted as it is; from now on CI sees to it that it only gets less.");
migrate("check", "--update-baseline");
commit("Baseline of handlers that are left");
migrate("check");
migrate("analyze", "--format", "md,json", "--out", "migration-report");
say("Does the migrated tree type-check?");
node([compiler, "--noEmit", "-p", copy]);
print("It does.\n");
print(`\nMigrated tree: ${copy}\nReport:        ${join(copy, "migration-report", "report.md")}\n`);
if (hasGit()) print(`Changes:       git -C ${copy} log -p\n`);

function copyApplication() {
  const skip = new Set(["node_modules", ".next", ".migrate-sessions"]);
  cpSync(join(root, "fixtures", "apps", "sales-portal"), copy, {
    recursive: true,
    filter: (source) => !skip.has(basename(source)),
  });
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"), "junction");
  if (!hasGit()) return;
  git("init", "--quiet");
  commit("The application before the migration");
}

function migrate(...args) {
  print(`$ migrate-sessions ${args.join(" ")}\n`);
  node([cli, ...args, "--cwd", copy]);
  print("\n");
}

function commit(message) {
  if (!existsSync(join(copy, ".git"))) return;
  git("add", "--all");
  const author = ["-c", "user.name=Demo", "-c", "user.email=demo@example.invalid", "-c", "commit.gpgsign=false"];
  git(...author, "commit", "--quiet", "--allow-empty", "--message", message);
}

function git(...args) {
  const { status, stderr } = spawnSync("git", ["-C", copy, ...args], { encoding: "utf8" });
  if (status !== 0) fail(`git ${args.join(" ")}`, stderr);
}

function hasGit() {
  return spawnSync("git", ["--version"]).status === 0;
}

/** Runs a Node script; the demo ends with its error if it fails. */
function node(args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    stdio: quiet ? "pipe" : "inherit",
    env: { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: "1" } : {}) },
  });
  if (status !== 0) fail(args.map((arg) => basename(arg)).join(" "), `${stdout ?? ""}${stderr ?? ""}`);
}

function say(text) {
  print(`\n${text}\n\n`);
}

function print(text) {
  if (!quiet) process.stdout.write(text);
}

function fail(what, output) {
  process.stderr.write(`${output}\nThe demo stopped: ${what} failed. The copy is in ${copy}.\n`);
  process.exit(1);
}
