import type { PlannedExternalCall, PlannedHandler } from "../model/plan.ts";

/**
 * How long a handler holds a connection. `request`: as long as the handler runs. `transaction`: while its tenant
 * transactions are open. `query`: while a query runs. `never`: it does not use the database.
 */
export type Hold = "request" | "transaction" | "query" | "never";

export interface HeldConnection {
  readonly hold: Hold;
  /** The external calls that run while the connection is held. */
  readonly during: readonly PlannedExternalCall[];
}

/** What the handler holds as its code is now. */
export function heldToday(handler: PlannedHandler): HeldConnection {
  return handler.state === "legacy" ? wholeRequest(handler) : onDemand(handler);
}

/** What the handler holds once its rewrite is applied; as today if there is none. */
export function heldAfterMigration(handler: PlannedHandler): HeldConnection {
  return isRewritten(handler) ? onDemand(handler) : heldToday(handler);
}

function isRewritten(handler: PlannedHandler): boolean {
  return handler.tier === "auto" || handler.tier === "review";
}

function wholeRequest(handler: PlannedHandler): HeldConnection {
  return { hold: "request", during: handler.externalCalls };
}

function onDemand(handler: PlannedHandler): HeldConnection {
  return { hold: holdOnDemand(handler), during: handler.externalCalls.filter((call) => call.position === "inside") };
}

function holdOnDemand(handler: PlannedHandler): Hold {
  const opensTransaction = handler.effects.some((effect) => effect.client === "transaction");
  if (handler.regions.length > 0 || opensTransaction) return "transaction";
  return handler.effects.length > 0 ? "query" : "never";
}
