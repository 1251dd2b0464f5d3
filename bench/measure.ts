import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { checkout } from "./checkout.ts";

/** A Node program to run. */
export interface Command {
  readonly arguments: readonly string[];
  readonly cwd: string;
  /** Exit codes that mean that it did its work. */
  readonly accepts: readonly number[];
}

export interface Measurement {
  /** From before the start of the process to its end. */
  readonly seconds: number;
  /** Peak resident memory of all its Node processes together, each at its own peak; native programs do not count. */
  readonly peakBytes: number;
  readonly stdout: string;
}

/** Runs a program once. Throws if it ends with another exit code than it should. */
export async function measure(command: Command): Promise<Measurement> {
  const folder = await mkdtemp(path.join(tmpdir(), "bench-memory-"));
  try {
    const started = performance.now();
    const { stdout, stderr, code } = await run(command, folder);
    const seconds = (performance.now() - started) / 1000;
    if (code === null || !command.accepts.includes(code)) throw new Error(failure(command, code, stderr || stdout));
    return { seconds, peakBytes: await sumOfFiles(folder), stdout };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function run(command: Command, folder: string): Promise<{ stdout: string; stderr: string; code: number | null }> {
  const hook = path.join(checkout, "bench/record-peak-memory.cjs");
  const environment = { NODE_OPTIONS: `--require ${JSON.stringify(hook)}`, BENCH_PEAK_MEMORY_FOLDER: folder };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, command.arguments, {
      cwd: command.cwd,
      env: { ...process.env, ...environment, NO_COLOR: "1" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const output = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
    child.stdout.on("data", (chunk: Buffer) => output.stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => output.stderr.push(chunk));
    child.on("error", reject);
    child.on("close", (code) => {
      resolve({ stdout: textOf(output.stdout), stderr: textOf(output.stderr), code });
    });
  });
}

function textOf(chunks: readonly Buffer[]): string {
  return Buffer.concat(chunks).toString("utf8");
}

function failure(command: Command, code: number | null, output: string): string {
  const end = output.trim().split("\n").slice(-15).join("\n");
  return `node ${command.arguments.join(" ")}\nended with ${code ?? "a signal"}:\n${end}`;
}

async function sumOfFiles(folder: string): Promise<number> {
  const files = await readdir(folder);
  const texts = await Promise.all(files.map((file) => readFile(path.join(folder, file), "utf8")));
  return texts.reduce((sum, text) => sum + Number(text), 0);
}
