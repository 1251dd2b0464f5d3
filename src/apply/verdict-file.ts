import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../diagnostics/user-error.ts";
import { errorCode } from "../io/error-code.ts";
import { compareBy } from "../model/compare.ts";
import type { RepositoryPath } from "../model/text.ts";
import type { KeptVerdict, Verdict } from "../model/verification.ts";
import { ownDirectory, prepareOwnDirectory, requireInside } from "./own-directory.ts";
import { writeFileAtomically } from "./write-file.ts";

const verdictFile: RepositoryPath = `${ownDirectory}/verification.json`;

/** The verdicts that earlier runs of `verify` have kept; none if there are none, or they cannot be read. */
export function readVerdicts(root: string): readonly KeptVerdict[] {
  const path = join(root, verdictFile);
  if (!existsSync(path)) return [];
  const content = parse(readFileSync(path, "utf8"));
  if (typeof content !== "object" || content === null || !("handlers" in content)) return [];
  return Array.isArray(content.handlers) ? content.handlers.filter(isKeptVerdict) : [];
}

/**
 * Keeps verdicts for later reports, in place of earlier ones on the same handlers.
 *
 * @param root the root's real path
 * @throws UserError if they cannot be written
 */
export function keepVerdicts(root: string, verdicts: readonly KeptVerdict[]): void {
  requireInside(root, verdictFile);
  const merged = new Map([...readVerdicts(root), ...verdicts.map(keptPart)].map((verdict) => [verdict.id, verdict]));
  const handlers = [...merged.values()].sort(compareBy(({ id }) => id));
  try {
    prepareOwnDirectory(root);
    writeFileAtomically(join(root, verdictFile), `${JSON.stringify({ version: 1, handlers }, null, 1)}\n`, null);
  } catch (error) {
    const code = errorCode(error);
    if (code === null) throw error;
    throw new UserError(`${verdictFile} cannot be written (${code}).`, "Make the directory writable and run again.");
  }
}

/** Only what later reports need. */
function keptPart({ id, verdict, requests, faults, unlisted, base, files }: KeptVerdict): KeptVerdict {
  return { id, verdict, requests, faults, unlisted, base, files };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const verdicts: readonly unknown[] = ["same", "as-listed", "different", "not-exercised"] satisfies Verdict[];

function isKeptVerdict(value: unknown): value is KeptVerdict {
  if (typeof value !== "object" || value === null) return false;
  const { id, verdict, requests, faults, unlisted, base, files }: Partial<Record<string, unknown>> = { ...value };
  return (
    typeof id === "string" &&
    verdicts.includes(verdict) &&
    typeof requests === "number" &&
    hasCounts(faults) &&
    isListOfTexts(unlisted) &&
    typeof base === "string" &&
    typeof files === "object" &&
    files !== null
  );
}

function hasCounts(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { statement, external }: Partial<Record<string, unknown>> = { ...value };
  return typeof statement === "number" && typeof external === "number";
}

function isListOfTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
