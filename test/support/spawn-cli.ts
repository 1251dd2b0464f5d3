import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const runner = join(createRequire(import.meta.url).resolve("jiti/package.json"), "../lib/jiti-cli.mjs");
const bin = fileURLToPath(new URL("fake-bin.ts", import.meta.url));

/** Starts the command line in a process of its own, with the analysis that `fakePipeline` stands for. */
export function spawnCli(root: string, line: readonly string[]): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [runner, bin, ...line], { cwd: root });
}

/** Waits for the end of a process; `code` is null if a signal ended it. */
export async function ended(
  child: ChildProcessWithoutNullStreams,
): Promise<{ readonly code: number | null; readonly stderr: string }> {
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  return new Promise((resolve) => {
    child.on("close", (code) => {
      resolve({ code, stderr });
    });
  });
}
