import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { type ApplicationCopy, copyApplication } from "./copy-application.ts";

const CLI = join(import.meta.dirname, "../../../dist/bin/migrate-sessions.mjs");

/** What a run of the command line came to. */
export interface CliRun {
  code: number;
  out: string;
  err: string;
}

/** Runs the built command line on an application. */
export async function migrateSessions(root: string, ...args: string[]): Promise<CliRun> {
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [CLI, ...args, "--cwd", root], {
      maxBuffer: 64 * 1024 * 1024,
    });
    return { code: 0, out: stdout, err: stderr };
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "number") throw error;
    return { code: error.code, out: textOf(error, "stdout"), err: textOf(error, "stderr") };
  }
}

/** A copy of the sample application after phases 1 to 3, as the command line makes them of tier `auto`. */
export async function migratedCopy(): Promise<ApplicationCopy> {
  const copy = await copyApplication();
  for (const args of [["init"], ["run", "--phase", "read"], ["run", "--phase", "write"]]) {
    const { code, err } = await migrateSessions(copy.root, ...args);
    if (code !== 0) throw new Error(`migrate-sessions ${args.join(" ")} ended with ${code}:\n${err}`);
  }
  return copy;
}

function textOf(error: object, key: string): string {
  const value: unknown = Object.entries(error).find(([name]) => name === key)?.[1];
  return typeof value === "string" ? value : "";
}
