import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The program that runs an application, and its arguments. From source it is started through jiti's command, which
 * knows TypeScript; in the package it is an entry of its own beside the chunks.
 */
export function childScript(): { readonly script: string; readonly args: readonly string[] } {
  const own = fileURLToPath(import.meta.url);
  if (!own.endsWith(".ts")) return { script: join(dirname(own), "src/verify/application/child.mjs"), args: [] };
  const jiti = createRequire(import.meta.url).resolve("jiti");
  return { script: join(dirname(jiti), "jiti-cli.mjs"), args: [join(dirname(own), "child.ts")] };
}
