import type { ExternalCallSeen, Outcome } from "../model/outcome.ts";
import type { Difference } from "./compare.ts";

/** The part of a difference that names external calls for which a connection is held. */
export const heldPart = "held";

/**
 * The external calls for which the migrated version holds as many transactions open as the legacy one, in which the
 * handler's own is always among them: there the migration has not let go of the connection. Null if there are none.
 */
export function heldCalls(legacy: Outcome, migrated: Outcome): Difference | null {
  const before = new Map(keyed(legacy.calls));
  const held = keyed(migrated.calls).filter(
    ([key, call]) => call.openTransactions > 0 && call.openTransactions >= (before.get(key)?.openTransactions ?? 0),
  );
  if (held.length === 0) return null;
  return {
    parts: [
      {
        part: heldPart,
        legacy: held.map(([key]) => describe(before.get(key))),
        migrated: held.map(([, call]) => describe(call)),
      },
    ],
  };
}

/** Each call by what it is and how many like it came before. */
function keyed(calls: readonly ExternalCallSeen[]): readonly (readonly [key: string, call: ExternalCallSeen])[] {
  return calls.map((call, index) => {
    const like = calls.slice(0, index).filter(({ method, url }) => method === call.method && url === call.url);
    return [`${call.method} ${call.url} ${like.length}`, call];
  });
}

function describe(call: ExternalCallSeen | undefined): string {
  if (call === undefined) return "not made";
  return `${call.method} ${call.url} with ${call.openTransactions} open`;
}
