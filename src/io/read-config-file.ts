import { existsSync, readFileSync } from "node:fs";
import { extname, join, resolve } from "node:path";
import { UserError } from "../diagnostics/user-error.ts";

const names = ["ts", "mjs", "js", "json"].map((extension) => `migrate-sessions.config.${extension}`);

/**
 * The configuration file of a root: the one that is named, else the one that is there, else null.
 *
 * @throws UserError if the named file does not exist, or if there are two
 */
export function findConfigFile(root: string, named: string | null): string | null {
  if (named !== null) {
    if (existsSync(resolve(root, named))) return named;
    throw new UserError(`There is no configuration file ${named}.`, "Check --config; it is relative to --cwd.");
  }
  const found = names.filter((name) => existsSync(join(root, name)));
  if (found.length > 1) {
    throw new UserError(
      `There are two configuration files: ${found.join(" and ")}.`,
      "Keep one of them, or say with --config FILE which one counts.",
    );
  }
  return found[0] ?? null;
}

/**
 * The value that a configuration file holds: the JSON value, or the default export.
 *
 * @param provided modules that the file may import without having them installed
 * @throws UserError if the file does not parse or its code throws
 */
export async function readConfigFile(
  root: string,
  file: string,
  provided: Readonly<Record<string, object>>,
): Promise<unknown> {
  const path = resolve(root, file);
  try {
    return extname(file) === ".json" ? JSON.parse(readFileSync(path, "utf8")) : await importFile(path, provided);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new UserError(
      `The configuration file ${file} cannot be loaded: ${problem.replaceAll(root, ".")}`,
      "Put that right; docs/configuration.md has an example of each form.",
    );
  }
}

async function importFile(path: string, provided: Readonly<Record<string, object>>): Promise<unknown> {
  // Loaded here because most runs have no configuration file and should not pay for a TypeScript loader.
  const { createJiti } = await import("jiti");
  const jiti = createJiti(path, { fsCache: false, moduleCache: false, virtualModules: { ...provided } });
  return jiti.import(path, { default: true });
}
