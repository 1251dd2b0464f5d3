import type { PlannedHandler } from "../../model/plan.ts";
import type { Edit, RepositoryPath } from "../../model/text.ts";
import { applyEdits } from "../../plan/apply-edits.ts";
import { handlerMark } from "../model/handler-mark.ts";

/**
 * Marks every handler in a copy of the application, so that it is known which handlers a request reached and what each
 * of them sent to the database: `withSalesSession(request, globalThis.__migrateSessionsHandler("<id>", handler))`.
 *
 * @param textOf a file's text as it was analysed, without its byte order mark
 * @returns the new text of each file that has a handler
 */
export function markHandlers(
  handlers: readonly Pick<PlannedHandler, "id" | "file" | "handlerArgument">[],
  textOf: (file: RepositoryPath) => string | null,
): ReadonlyMap<RepositoryPath, string> {
  const edits = new Map<RepositoryPath, Edit[]>();
  for (const { id, file, handlerArgument } of handlers) {
    if (handlerArgument === null) continue;
    const { start, end } = handlerArgument;
    edits.set(file, [
      ...(edits.get(file) ?? []),
      { file, start, end: start, text: `globalThis.${handlerMark}(${JSON.stringify(id)}, ` },
      { file, start: end, end, text: ")" },
    ]);
  }
  return new Map([...edits].map(([file, own]) => [file, applyEdits(textOf(file) ?? "", own)]));
}
