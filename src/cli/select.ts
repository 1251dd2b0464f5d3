import { UserError } from "../diagnostics/user-error.ts";
import type { PlannedHandler } from "../model/plan.ts";
import { suggestIds } from "../report/suggest-ids.ts";
import { isMeant } from "../rollout/id-matcher.ts";

/**
 * The handler of an id.
 *
 * @throws UserError with the ids that were probably meant
 */
export function handlerOf(handlers: readonly PlannedHandler[], id: string): PlannedHandler {
  const handler = handlers.find((candidate) => candidate.id === id);
  if (handler !== undefined) return handler;
  throw new UserError(`There is no handler ${id}.`, suggestion(handlers, id));
}

/**
 * Refuses a value of `--only` that stands for no handler at all, migrated ones included: a misspelt one must not
 * select nothing in silence.
 *
 * @throws UserError for the first such value
 */
export function checkSelection(handlers: readonly PlannedHandler[], only: readonly string[]): void {
  const idle = only.find((value) => !handlers.some(({ id }) => isMeant(id, [value])));
  if (idle !== undefined) throw new UserError(`No handler matches --only ${idle}.`, suggestion(handlers, idle));
}

function suggestion(handlers: readonly PlannedHandler[], id: string): string {
  const ids = handlers.map((candidate) => candidate.id);
  const likely = suggestIds(id, ids).map((candidate) => `\n    ${candidate}`);
  return likely.length > 0 ? `Did you mean:${likely.join("")}` : "`migrate-sessions --format json` lists all handlers.";
}
