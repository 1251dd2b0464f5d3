import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";

const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");

/** Type errors of the project in a directory, as tsc prints them; empty if there are none. */
export function typeErrors(root: string): string {
  const { stdout } = spawnSync(process.execPath, [compiler, "--noEmit", "-p", join(root, "tsconfig.json")], {
    encoding: "utf8",
  });
  return stdout.replaceAll(root, "");
}
