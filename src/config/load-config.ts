import { UserError } from "../diagnostics/user-error.ts";
import { findConfigFile, readConfigFile } from "../io/read-config-file.ts";
import type { ResolvedConfig } from "../model/config.ts";
import { configProblems } from "./check-config.ts";
import { defaultConfig } from "./default-config.ts";
import { defineConfig } from "./define-config.ts";
import { resolveConfig } from "./resolve-config.ts";

export interface LoadedConfig {
  readonly config: ResolvedConfig;
  /** The file that it comes from, or null for the defaults. */
  readonly file: string | null;
}

/**
 * The configuration of a repository: from the named file, else from `migrate-sessions.config.{ts,mjs,js,json}` in the
 * root, else the defaults.
 *
 * @throws UserError with every problem of the file, each with its key's path
 */
export async function loadConfig(root: string, named: string | null = null): Promise<LoadedConfig> {
  const file = findConfigFile(root, named);
  if (file === null) return { config: defaultConfig, file };
  const helper = { defineConfig };
  const value = await readConfigFile(root, file, { "migrate-sessions": helper, "migrate-sessions/config": helper });
  // zod comes with it, so only a repository that has a configuration file loads it.
  const { parseConfig } = await import("./parse-config.ts");
  const { config, problems } = parseConfig(value);
  if (config === null) throw invalid(file, problems);
  const resolved = resolveConfig(config);
  const semantic = configProblems(resolved);
  if (semantic.length > 0) throw invalid(file, semantic);
  return { config: resolved, file };
}

function invalid(file: string, problems: readonly string[]): UserError {
  const list = problems.map((problem) => `\n  ${problem}`).join("");
  return new UserError(`The configuration file ${file} is not valid:${list}`, "docs/configuration.md lists every key.");
}
