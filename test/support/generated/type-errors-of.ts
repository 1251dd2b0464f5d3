import { spawn } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { copyApplication } from "../sample-app/copy-application.ts";
import type { Files } from "./application-files.ts";

const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");

/** Type errors that the compiler finds in a copy of the sample application with these files, by file. */
export async function typeErrorsOf(files: Files): Promise<ReadonlyMap<string, readonly string[]>> {
  const copy = await copyApplication();
  try {
    await Promise.all(
      Object.entries(files).map(async ([file, text]) => {
        await mkdir(dirname(join(copy.root, file)), { recursive: true });
        await writeFile(join(copy.root, file), text);
      }),
    );
    return byFile(await outputOf(copy.root));
  } finally {
    await copy.remove();
  }
}

function outputOf(root: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const process_ = spawn(process.execPath, [compiler, "--noEmit", "--pretty", "false", "-p", root], { cwd: root });
    let output = "";
    process_.stdout.setEncoding("utf8").on("data", (chunk: string) => (output += chunk));
    process_.on("error", reject).on("close", () => resolve(output));
  });
}

function byFile(output: string): ReadonlyMap<string, readonly string[]> {
  const errors = new Map<string, string[]>();
  for (const line of output.split("\n")) {
    const [, file, rest] = /^(\S.*?)\((\d+,\d+\): error .*)$/.exec(line) ?? [];
    if (file === undefined || rest === undefined) continue;
    errors.set(file, [...(errors.get(file) ?? []), `(${rest}`]);
  }
  return errors;
}
