import type { RepositoryPath } from "../model/text.ts";
import { readJournal, type JournalEntry } from "./journal.ts";

/** What this program has done to a root before, by its journal. */
export interface OwnChanges {
  /** True if the file is exactly what the last run that touched it has made of it. */
  isOwnWork(file: RepositoryPath, hash: string): boolean;
  /** True if the change from `before` to `after` (hashes; `before` null: created) has been made already. */
  hasMade(change: { readonly file: RepositoryPath; readonly before: string | null; readonly after: string }): boolean;
}

/** Reads the journal when it is asked for the first time. */
export function ownChanges(root: string): OwnChanges {
  let all: readonly JournalEntry[] | null = null;
  const entriesOf = (file: RepositoryPath): readonly JournalEntry[] => {
    all ??= readJournal(root);
    return all.filter((entry) => entry.file === file);
  };
  return {
    isOwnWork: (file, hash) => entriesOf(file).at(-1)?.after.hash === hash,
    hasMade: ({ file, before, after }) =>
      entriesOf(file).some((entry) => (entry.before?.hash ?? null) === before && entry.after.hash === after),
  };
}
