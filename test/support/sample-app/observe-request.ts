import type { RecordedRequest } from "../../../fixtures/apps/sales-portal/requests.mts";
import { callHandler, type Outcome } from "./call-handler.ts";
import type { Rows } from "./dump-rows.ts";
import type { LoadedApplication } from "./load-application.ts";
import { maskRows, maskVolatile } from "./mask-volatile.ts";
import type { SampleDatabase } from "./sample-database.ts";

/** Everything a request leads to: what the caller sees, what left the process, and the rows it leaves behind. */
export interface Observation {
  outcome: Outcome;
  rows: Rows;
}

/** Sends a request from the seeded state and looks at all that follows. */
export async function observeRequest(
  database: SampleDatabase,
  application: LoadedApplication,
  request: RecordedRequest,
): Promise<Observation> {
  await database.reset();
  const outcome = await callHandler(application, request);
  return { outcome, rows: await database.dump() };
}

/** The observation without new ids and database times: equal for two copies that do the same. */
export function comparable({ outcome, rows }: Observation): Observation {
  return { outcome: maskVolatile(outcome), rows: maskRows(rows) };
}
