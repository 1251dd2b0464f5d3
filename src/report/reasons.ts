import { consequenceOf } from "../diagnostics/consequence.ts";
import type { Consequence } from "../diagnostics/consequence.ts";
import type { Diagnostic, DiagnosticCode } from "../diagnostics/diagnostic.ts";
import { compareBy } from "../model/compare.ts";
import type { PlannedHandler } from "../model/plan.ts";

/** Handlers that share the reason which decides their tier. */
export interface ReasonGroup {
  /** Null for handlers whose tier came without a reason. */
  readonly code: DiagnosticCode | null;
  readonly handlers: readonly PlannedHandler[];
}

const gravity: Readonly<Record<Consequence, number>> = { error: 0, manual: 1, review: 2, application: 3, note: 4 };

/** The reasons of a handler, the gravest first; independent of the order in which they were found. */
export function sortedReasons(handler: PlannedHandler): readonly Diagnostic[] {
  return [...handler.reasons].sort(
    compareBy(
      (reason) => gravity[consequenceOf(reason.code)],
      (reason) => reason.code,
      (reason) => reason.file,
      (reason) => reason.line,
      (reason) => JSON.stringify(reason.data),
    ),
  );
}

/** Each handler once, under its gravest reason: the sizes add up. The largest group comes first. */
export function groupByReason(handlers: readonly PlannedHandler[]): readonly ReasonGroup[] {
  const groups = new Map<DiagnosticCode | null, PlannedHandler[]>();
  for (const handler of handlers) {
    const code = sortedReasons(handler)[0]?.code ?? null;
    groups.set(code, [...(groups.get(code) ?? []), handler]);
  }
  return [...groups]
    .map(([code, members]) => ({ code, handlers: members.sort(compareBy((handler) => handler.id)) }))
    .sort(
      compareBy(
        (group) => -group.handlers.length,
        (group) => group.code ?? "",
      ),
    );
}
