import { schemaProblems } from "../diagnostics/schema-problems.ts";
import type { Config } from "./define-config.ts";
import { configSchema, knownKeys } from "./schema.ts";

/** Either a configuration, or what is wrong with it. */
export interface ParsedConfig {
  readonly config: Config | null;
  readonly problems: readonly string[];
}

/** Checks the shape of what a configuration file exports. Each problem is a sentence that names the key's path. */
export function parseConfig(value: unknown): ParsedConfig {
  const result = configSchema.safeParse(value);
  if (result.success) return { config: result.data, problems: [] };
  return { config: null, problems: schemaProblems(result.error.issues, { whole: "The configuration", knownKeys }) };
}
