import type { z } from "zod";
import { didYouMean } from "../diagnostics/near-match.ts";
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
  return { config: null, problems: result.error.issues.flatMap(problemsOf) };
}

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

function problemsOf(issue: Issue): readonly string[] {
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey(issue.path, key));
  return [`${subject(issue.path)} ${complaint(issue)}.`];
}

function unknownKey(path: Path, key: string): string {
  const known = knownKeys.get(path.filter((segment) => typeof segment === "string").join(".")) ?? [];
  const suggestion = didYouMean(key, known) || ` Known here: ${known.join(", ")}.`;
  return `Unknown key "${keyPath([...path, key])}".${suggestion}`;
}

function complaint(issue: Issue): string {
  if (issue.code === "invalid_type") return `must be ${withArticle(issue.expected)}`;
  if (issue.code === "invalid_value")
    return `must be ${issue.values.map((value) => `"${String(value)}"`).join(" or ")}`;
  if (issue.code === "too_small" && typeof issue.minimum === "number" && issue.origin === "number") {
    return `must be ${issue.minimum} or more`;
  }
  return issue.message;
}

function withArticle(type: string): string {
  return /^[aeio]/.test(type) ? `an ${type}` : `a ${type}`;
}

function subject(path: Path): string {
  return path.length === 0 ? "The configuration" : `"${keyPath(path)}"`;
}

/** `sessions[0].legacy` */
function keyPath(path: Path): string {
  return path
    .map((segment) => (typeof segment === "number" ? `[${segment}]` : `.${String(segment)}`))
    .join("")
    .replace(/^\./, "");
}
