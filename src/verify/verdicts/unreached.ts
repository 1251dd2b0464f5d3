import { UserError } from "../../diagnostics/user-error.ts";
import type { RequestResult } from "../campaign/request-result.ts";

/** How many are named; the rest is counted. */
const named = 3;

/**
 * Says which requests were answered before a handler was called: by the wrapper, which did not let them in, for instance.
 *
 * @returns a sentence, or null if there are none
 * @throws UserError if no request reached a handler: then nothing is known, and most likely the sessions are not right
 */
export function unreachedNote(results: readonly RequestResult[]): string | null {
  const reached = ({ handlers }: RequestResult): boolean => handlers.legacy.length + handlers.migrated.length > 0;
  const unreached = results.filter((result) => result.broken === null && !reached(result));
  if (unreached.length === 0) return null;
  if (unreached.length < results.length) return `Reached no handler, and compared all the same: ${listed(unreached)}.`;
  throw new UserError(
    `No request reached a handler: ${listed(unreached)}.`,
    unreached.some(({ counts }) => counts.statements > 0)
      ? 'The rows that --seed brings must have the sessions that the requests name, valid at the time of "now" in the requests file.'
      : "Nothing was sent to the database: either the requests name no session, or the application looks for its URL elsewhere (--url-variable).",
  );
}

function listed(results: readonly RequestResult[]): string {
  const texts = results.slice(0, named).map(({ request, answer }) => `"${request.name}" (${answer ?? "no answer"})`);
  const rest = results.length - named;
  return [...texts, ...(rest > 0 ? [`${rest} more`] : [])].join(", ");
}
