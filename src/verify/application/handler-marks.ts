import { machineClock } from "../../io/machine-clock.ts";
import { handlerMark } from "../model/handler-mark.ts";
import { currentScope, type HandlerScope, inHandler } from "./request-scope.ts";

type Callable = (this: unknown, ...given: unknown[]) => unknown;

/**
 * Defines what the marks in a copy call: `__migrateSessionsHandler(id, X)` gives a function that runs X as the handler
 * of that id. What is no function passes unchanged.
 */
export function defineHandlerMark(): void {
  const mark = (id: string, handler: unknown): unknown =>
    typeof handler === "function" ? marked(id, handler as Callable) : handler;
  Object.assign(globalThis, { [handlerMark]: mark });
}

function marked(id: string, handler: Callable): Callable {
  function run(this: unknown, ...given: unknown[]): unknown {
    const scope = currentScope();
    if (scope === null) return handler.apply(this, given);
    const entered: HandlerScope = { id, operations: [], entered: machineClock(), left: null };
    scope.handlers.push(entered);
    return untilLeft(
      entered,
      inHandler(scope, entered, () => begun(handler.apply(this, given))),
    );
  }
  // Wrappers may look at how many parameters a handler takes.
  Object.defineProperty(run, "length", { value: handler.length });
  Object.defineProperty(run, "name", { value: handler.name });
  return run;
}

/** Notes the end before the wrapper hears of it. */
function untilLeft(handler: HandlerScope, result: unknown): unknown {
  const leave = (): void => void (handler.left = machineClock());
  if (result instanceof Promise) return result.finally(leave);
  leave();
  return result;
}

/** Prisma sends an operation when somebody waits for it, and then it must still be the handler's. */
function begun(result: unknown): unknown {
  if (result instanceof Promise || !isThenable(result)) return result;
  return new Promise((resolve, reject) => void result.then(resolve, reject));
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}
