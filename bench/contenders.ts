import { readFileSync } from "node:fs";
import path from "node:path";
import { checkout } from "./checkout.ts";
import type { Command } from "./measure.ts";
import { generatedClient } from "./write-application.ts";

/** The built CLI, relative to the checkout. */
export const cli = "dist/bin/migrate-sessions.mjs";

/** A program that runs over the generated application. */
export interface Contender {
  readonly key: string;
  readonly title: string;
  readonly command: Command;
  /** False for a native program, whose memory the benchmark cannot see. */
  readonly hasMemory: boolean;
}

/** The analysis of an application to a finished report, from a cold process. */
export function analyze(root: string): Contender {
  return ours(root, "analyze", ["analyze", "--format", "json"]);
}

/** The preview of all edits. */
export function dryRun(root: string): Contender {
  return ours(root, "run --phase all --dry-run", ["run", "--phase", "all", "--dry-run"]);
}

/** Exit code 1 means that there are findings. */
function ours(root: string, title: string, command: readonly string[]): Contender {
  const run = { arguments: [path.join(checkout, cli), ...command, "--cwd", root], cwd: root, accepts: [0, 1] };
  return {
    key: command[0] === "run" ? "dry-run" : "analyze",
    title: `migrate-sessions ${title}`,
    command: run,
    hasMemory: true,
  };
}

/** A full type check by the `typescript` package in a folder. */
export function typeCheck(root: string, folder: string): Contender {
  const manifest: unknown = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
  const version = versionOf(manifest);
  return {
    key: `tsc-${version}`,
    title: `tsc --noEmit (TypeScript ${version})`,
    command: { arguments: [path.join(folder, "bin/tsc"), "--noEmit", "-p", root], cwd: root, accepts: [0] },
    // Since version 7 the package only starts a native program.
    hasMemory: Number.parseInt(version, 10) < 7,
  };
}

function versionOf(manifest: unknown): string {
  const hasVersion = typeof manifest === "object" && manifest !== null && "version" in manifest;
  return hasVersion ? String(manifest.version) : "unknown";
}

/** The rename with jscodeshift, over the sources without the Prisma client. By default as most people would run it. */
export function jscodeshift(root: string, variant: JscodeshiftVariant = jscodeshiftVariants.plain): Contender {
  const runner = path.join(checkout, "node_modules/jscodeshift/bin/jscodeshift.js");
  const transform = path.join(checkout, "bench/rename-wrapper.cjs");
  const selection = ["--extensions=ts,tsx", `--ignore-pattern=**/${generatedClient}/**`, "src"];
  const flags = ["--parser=tsx", "--dry", "--fail-on-error", ...variant.flags];
  return {
    key: variant.key,
    title: variant.title,
    command: { arguments: [runner, "-t", transform, ...flags, ...selection], cwd: root, accepts: [0] },
    hasMemory: true,
  };
}

interface JscodeshiftVariant {
  readonly key: string;
  readonly title: string;
  readonly flags: readonly string[];
}

/** `plain` has one worker per processor but one. The others say how much of its time is choice of files or of workers. */
export const jscodeshiftVariants: Readonly<Record<"plain" | "prefilter" | "oneWorker", JscodeshiftVariant>> = {
  plain: { key: "jscodeshift", title: "jscodeshift rename", flags: [] },
  prefilter: {
    key: "jscodeshift-prefilter",
    title: "jscodeshift rename, files with the name only",
    flags: ["--prefilter"],
  },
  oneWorker: { key: "jscodeshift-one-worker", title: "jscodeshift rename, one worker", flags: ["--cpus=1"] },
};

/** Import of ts-morph and parsing of the files in a list, nothing else. */
export function floor(root: string, list: string): Contender {
  return {
    key: "floor",
    title: "floor: import ts-morph, parse the files that matter",
    command: { arguments: [path.join(checkout, "bench/floor.mjs"), list], cwd: root, accepts: [0] },
    hasMemory: true,
  };
}
