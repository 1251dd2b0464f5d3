import type { RowChanges, Traffic } from "../model/database.ts";
import type { Outcome, ResponseSeen } from "../model/outcome.ts";

/** What is known of a run of a request. */
export interface Seen {
  readonly outcome: Outcome;
  readonly changes: RowChanges;
  readonly traffic: Pick<Traffic, "leftOpen">;
}

/**
 * What a request led to, in parts that are compared one by one: `status`, `headers`, `body` or `thrown`; `calls`;
 * `laterErrors`; `leftOpen`, transactions without an end; `rows.Order` for each table with changes. Values are JSON.
 */
export type Comparable = Readonly<Record<string, unknown>>;

/** The parts of a run that both versions must have in common. */
export function partsOf({ outcome, changes, traffic }: Seen): Comparable {
  return {
    ...responseParts(outcome.response),
    ...Object.fromEntries(Object.entries(changes).map(([table, rows]) => [`rows.${table}`, rows])),
    // Whether a connection is held meanwhile is what the migration changes.
    calls: outcome.calls.map(({ method, url, body, answered }) => ({ method, url, body, answered })),
    // Their texts name places in the code; that there are as many is what a user of the application would see.
    laterErrors: outcome.laterErrors.length,
    leftOpen: traffic.leftOpen,
  };
}

function responseParts(response: ResponseSeen): Record<string, unknown> {
  if (response.kind === "threw") return { thrown: response.error };
  const headers: Record<string, string[]> = {};
  for (const [name, value] of response.headers) (headers[name] ??= []).push(value);
  return { status: response.status, headers, body: response.body };
}
