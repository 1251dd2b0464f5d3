import type { Effect } from "../model/effect.ts";

/** How messages name an operation: `order.create`; raw SQL and what is unknown have no model. */
export function operationName({ model, operation }: Pick<Effect, "model" | "operation">): string {
  return model === null ? operation : `${model}.${operation}`;
}
