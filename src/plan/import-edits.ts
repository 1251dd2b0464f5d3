import type { FileFacts, ImportFacts } from "../model/file.ts";
import type { Edit } from "../model/text.ts";
import type { ImportChange, RemoveName } from "./import-change.ts";
import { importListEdits } from "./import-list-edits.ts";
import { newImportEdits } from "./new-import-edits.ts";

/** The text edits for all changes of one file, sorted by place, none overlapping. */
export function importEdits(facts: FileFacts, text: string, changes: readonly ImportChange[]): readonly Edit[] {
  const lines = changes.filter((change) => change.kind === "line");
  const inLists = changes.filter((change) => change.kind !== "line");
  const removed = inLists.filter((change) => change.kind === "remove");
  const kept = facts.imports.filter((statement) => !isEmptied(statement, removed));
  const edits = facts.imports.flatMap((statement) =>
    importListEdits({ facts, text, statement, changes: inLists.filter((change) => isIn(statement, change)) }),
  );
  const added = newImportEdits({ ...facts, imports: kept }, text, lines);
  return [...edits, ...added].toSorted((a, b) => a.start - b.start || a.end - b.end);
}

function isIn(statement: ImportFacts, change: { readonly statement: ImportFacts }): boolean {
  return change.statement.start === statement.start;
}

/** True if nothing of the statement is left: a new line must not be put beside it. */
function isEmptied(statement: ImportFacts, removed: readonly RemoveName[]): boolean {
  const gone = removed.filter((change) => isIn(statement, change));
  return statement.names.length > 0 && statement.defaultName === null && gone.length === statement.names.length;
}
