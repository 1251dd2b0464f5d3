import type { Diagnostic, DiagnosticCode } from "../diagnostics/diagnostic.ts";
import { messageOf } from "../diagnostics/message.ts";
import { UserError } from "../diagnostics/user-error.ts";

/** Findings about the application under which no handler may be rewritten. */
const blocking: ReadonlySet<DiagnosticCode> = new Set(["MS1003", "MS1010"]);

/** The first finding that stands in the way of every rewrite, or null. */
export function blockerOf(diagnostics: readonly Diagnostic[]): Diagnostic | null {
  return diagnostics.find(({ code }) => blocking.has(code)) ?? null;
}

/**
 * Refuses to rewrite handlers of an application that is not ready for it: they would import what is not there.
 *
 * @throws UserError with the finding
 */
export function refuseBlockers(diagnostics: readonly Diagnostic[]): void {
  const blocker = blockerOf(diagnostics);
  if (blocker !== null) throw new UserError(`${messageOf(blocker)} Nothing has been changed.`);
}
