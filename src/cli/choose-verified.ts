import { UserError } from "../diagnostics/user-error.ts";
import { compareBy } from "../model/compare.ts";
import type { PlannedHandler, Risk } from "../model/plan.ts";
import { counted } from "../report/wording.ts";
import { isMeant } from "../rollout/id-matcher.ts";
import type { VerifyOptions } from "./options.ts";
import { checkSelection } from "./select.ts";

interface Choice {
  readonly legacy: readonly PlannedHandler[];
  readonly now: readonly PlannedHandler[];
  readonly options: Pick<VerifyOptions, "only" | "limit" | "base">;
  readonly note: (text: string) => void;
}

/**
 * The handlers to verify, as they are now: those that have been migrated since the base, or those that `--only` names.
 *
 * @throws UserError if there are none
 */
export function chooseVerified({ legacy, now, options, note }: Choice): readonly PlannedHandler[] {
  const { only, limit, base } = options;
  checkSelection(now, only);
  const states = new Map(legacy.map(({ id, state }) => [id, state]));
  const meant = now.filter(({ id }) => only.length === 0 || isMeant(id, only));
  const unknown = meant.filter(({ id }) => !states.has(id));
  if (unknown.length > 0) note(`Not compared: ${counted(unknown.length, "handler")} that ${base} does not have.`);
  const comparable = meant.filter(({ id }) => states.has(id));
  const migrated = comparable.filter(({ id, state }) => state === "migrated" && states.get(id) === "legacy");
  const chosen = only.length > 0 ? comparable : migrated;
  if (chosen.length === 0) throw nothingMigrated(base, comparable.length === 0 ? now : comparable);
  if (only.length === 0) noteRest(note, comparable.length - migrated.length);
  return inOrder(chosen).slice(0, limit ?? undefined);
}

const riskOrder: Readonly<Record<Risk, number>> = { low: 0, medium: 1, high: 2 };

function inOrder(handlers: readonly PlannedHandler[]): readonly PlannedHandler[] {
  return [...handlers].sort(
    compareBy(
      ({ phase }) => phase,
      ({ risk }) => riskOrder[risk],
      ({ id }) => id,
    ),
  );
}

function noteRest(note: Choice["note"], count: number): void {
  if (count > 0) note(`Left out: ${counted(count, "handler")} not migrated since; --only compares any.`);
}

function nothingMigrated(base: string, handlers: readonly PlannedHandler[]): UserError {
  const isDone = handlers.some(({ state }) => state === "migrated");
  return new UserError(
    `No handler has been migrated since ${base}, so there is nothing to compare.`,
    isDone
      ? "Those that are migrated were so before: name the commit before the migration with --base REV."
      : "Migrate some with `migrate-sessions run` first, or name any with --only.",
  );
}
