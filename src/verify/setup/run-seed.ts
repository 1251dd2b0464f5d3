import { spawn, type ChildProcess } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, extname, join } from "node:path";
import { UserError } from "../../diagnostics/user-error.ts";
import { beforeAbruptEnd } from "../../io/abrupt-end.ts";
import { readInput } from "../../io/read-input.ts";
import { LastLines } from "../application/last-lines.ts";
import { connected } from "./connected.ts";
import { runSql } from "./run-sql.ts";

/** What fills the database: a `.sql` file, a script, or a command for the shell. */
export type Seed = { readonly file: string } | { readonly command: string };

export interface SeedInput {
  /** Directory in which it runs: the working copy. */
  readonly root: string;
  readonly adminUrl: string;
  /** Environment variable that gets the URL. */
  readonly urlVariable: string;
  readonly signal: AbortSignal;
}

/**
 * Fills the database, as a role that sees all rows.
 *
 * @throws UserError if the file is not there or does not run to its end
 */
export async function runSeed(seed: Seed, input: SeedInput): Promise<void> {
  if ("command" in seed) return runProgram(input, { name: seed.command, command: seed.command, args: [], shell: true });
  const { file } = seed;
  if (extname(file) === ".sql") {
    return connected(input.adminUrl, "--admin-url", (client) => runSql(client, input.root, file));
  }
  if (readInput(input.root, file) === null) {
    throw new UserError(`There is no seed file ${file}.`, "Check --seed; it is relative to --cwd.");
  }
  return runProgram(input, { name: file, command: process.execPath, args: argumentsOf(file), shell: false });
}

function argumentsOf(file: string): readonly string[] {
  if (/\.[cm]?js$/.test(file)) return [file];
  if (/\.[cm]?tsx?$/.test(file)) return [jitiCommand(), file];
  throw new UserError(
    `${file} is no SQL and no script.`,
    "--seed takes .sql, .ts, .mts, .js, .mjs and .cjs; run anything else with --seed-command.",
  );
}

function jitiCommand(): string {
  return join(dirname(createRequire(import.meta.url).resolve("jiti")), "jiti-cli.mjs");
}

interface Program {
  /** How messages call it. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly shell: boolean;
}

async function runProgram(input: SeedInput, { name, command, args, shell }: Program): Promise<void> {
  const { root, adminUrl, urlVariable, signal } = input;
  signal.throwIfAborted();
  const child = spawn(command, [...args], {
    cwd: root,
    // A cache would be written into the node_modules that the copy shares with the original.
    env: { ...process.env, JITI_FS_CACHE: "false", [urlVariable]: adminUrl },
    shell,
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own, so that what a shell or npx has started can be ended with it.
    detached: hasGroups,
  });
  const end = (): void => endGroup(child);
  const forget = beforeAbruptEnd(end);
  signal.addEventListener("abort", end, { once: true });
  const printed = new LastLines();
  printed.follow(child.stdout);
  printed.follow(child.stderr);
  const problem = await new Promise<string | null>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, by) => resolve(code === 0 ? null : `it ended with ${by ?? `exit code ${code}`}`));
  });
  forget();
  signal.removeEventListener("abort", end);
  signal.throwIfAborted();
  if (problem !== null) throw new UserError(`The seed ${name} failed: ${problem}.\n${printed.text()}`.trimEnd());
}

const hasGroups = process.platform !== "win32";

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (hasGroups) process.kill(-child.pid, "SIGKILL");
    else child.kill();
  } catch {
    // It has ended by itself.
  }
}
