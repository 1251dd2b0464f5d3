import type { z } from "zod";
import { didYouMean } from "./near-match.ts";

/** How the problems of a value that a person wrote are put into words. */
export interface SchemaWording {
  /** What the value as a whole is called: `The configuration`. */
  readonly whole: string;
  /** The keys that an object may have, by its path with array indexes left out: `sessions`, `prisma.schema`. */
  readonly knownKeys: ReadonlyMap<string, readonly string[]>;
}

/** Each problem that zod found as a sentence that names the key's path: `"sessions[0].legacy" must be a string.` */
export function schemaProblems(issues: readonly z.core.$ZodIssue[], wording: SchemaWording): readonly string[] {
  return issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey(issue.path, key, wording));
    return [`${issue.path.length === 0 ? wording.whole : `"${keyPath(issue.path)}"`} ${complaint(issue)}.`];
  });
}

type Path = readonly PropertyKey[];

function unknownKey(path: Path, key: string, { knownKeys }: SchemaWording): string {
  const known = knownKeys.get(path.filter((segment) => typeof segment === "string").join(".")) ?? [];
  const suggestion = didYouMean(key, known) || ` Known here: ${known.join(", ")}.`;
  return `Unknown key "${keyPath([...path, key])}".${suggestion}`;
}

function complaint(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_type") return `must be ${withArticle(issue.expected)}`;
  if (issue.code === "invalid_value")
    return `must be ${issue.values.map((value) => JSON.stringify(value) ?? String(value)).join(" or ")}`;
  if (issue.code === "too_small" && typeof issue.minimum === "number" && issue.origin === "number") {
    return `must be ${issue.minimum} or more`;
  }
  return issue.message;
}

function withArticle(type: string): string {
  return /^[aeio]/.test(type) ? `an ${type}` : `a ${type}`;
}

/** `sessions[0].legacy` */
function keyPath(path: Path): string {
  return path
    .map((segment) => (typeof segment === "number" ? `[${segment}]` : `.${String(segment)}`))
    .join("")
    .replace(/^\./, "");
}
