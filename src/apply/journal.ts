import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../diagnostics/user-error.ts";
import { errorCode } from "../io/error-code.ts";
import type { RepositoryPath } from "../model/text.ts";
import { ownDirectory, prepareOwnDirectory, requireInside } from "./own-directory.ts";

const journalFile: RepositoryPath = `${ownDirectory}/journal.jsonl`;

/** One change of one file, written down before it is made. */
export interface JournalEntry {
  readonly version: 1;
  /** The same for all changes of one run: when it began, ISO 8601. */
  readonly run: string;
  readonly file: RepositoryPath;
  readonly handlers: readonly string[];
  /** Hash and whole text (with its byte order mark) before the change; null if the file was created. */
  readonly before: { readonly hash: string; readonly text: string } | null;
  readonly after: { readonly hash: string };
}

/** Writes entries to the journal of a root, which is made with the first one and kept out of git. */
export interface Journal {
  append(entry: JournalEntry): void;
}

/**
 * Opens the journal of a root.
 *
 * @param root the root's real path
 * @throws UserError (also from `append`) if it cannot be written: nothing is changed without a way back
 */
export function openJournal(root: string): Journal {
  requireInside(root, journalFile);
  return {
    append(entry) {
      try {
        prepareOwnDirectory(root);
        appendFileSync(join(root, journalFile), `${JSON.stringify(entry)}\n`);
      } catch (error) {
        const code = errorCode(error);
        if (code === null) throw error;
        throw new UserError(
          `The journal ${journalFile} cannot be written (${code}), so the file it is for is left as it is.`,
          "Make the directory writable and run again.",
        );
      }
    },
  };
}

/** All entries of a root's journal, oldest first. A last line that a crash cut short is left out. */
export function readJournal(root: string): readonly JournalEntry[] {
  const path = join(root, journalFile);
  if (!existsSync(path)) return [];
  return readFileSync(path, "utf8").split("\n").flatMap(parseEntry);
}

function parseEntry(line: string): readonly JournalEntry[] {
  try {
    const entry: unknown = JSON.parse(line);
    return isEntry(entry) ? [entry] : [];
  } catch {
    return [];
  }
}

function isEntry(value: unknown): value is JournalEntry {
  if (typeof value !== "object" || value === null) return false;
  const { version, file, before, after }: Partial<Record<string, unknown>> = { ...value };
  return version === 1 && typeof file === "string" && (before === null || hasHash(before)) && hasHash(after);
}

function hasHash(value: unknown): boolean {
  return typeof value === "object" && value !== null && "hash" in value && typeof value.hash === "string";
}
