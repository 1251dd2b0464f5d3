import { setImmediate as turn, setTimeout as pause } from "node:timers/promises";
import { ApplicationError } from "../model/application.ts";
import type { ExternalFault } from "../model/fault.ts";
import type { Outcome } from "../model/outcome.ts";
import type { HandlerRequest } from "../model/request.ts";
import { callExport, type Exported } from "./call-export.ts";
import { describeError } from "./describe-error.ts";
import type { LoadedApplication } from "./load-application.ts";
import { openNextScope, type Later, type NextScope } from "./next-scope.ts";
import { inScope, openScope, runningRequests, type RequestScope } from "./request-scope.ts";

/** Turns of the event loop without anything pending after which a request is taken to be over. */
const QUIET_TURNS = 4;

interface Ask {
  readonly request: HandlerRequest;
  readonly failing: ExternalFault | null;
  /** Called when the request begins alone. */
  readonly restart: () => void;
}

/**
 * Sends a request to its handler and waits for all that follows it.
 *
 * @throws ApplicationError if the module cannot be loaded or has no such export
 */
export async function answerRequest(application: LoadedApplication, ask: Ask): Promise<Outcome> {
  const { request } = ask;
  const exported = await findExport(application, request);
  if (runningRequests() === 0) ask.restart();
  const { scope, close } = openScope(request, ask.failing);
  try {
    const next = openNextScope(application.next, request);
    const run = () => next.run(() => callExport(application, exported, { request, scope: next }));
    const response = await inScope(scope, run);
    await finish(scope, next);
    const { calls, laterErrors, handlers } = scope;
    return { response, calls, laterErrors, handlers };
  } finally {
    close();
  }
}

async function findExport(application: LoadedApplication, { target }: HandlerRequest): Promise<Exported> {
  const exports = await application.load(target.file).catch((error: unknown) => {
    const reason = error instanceof Error ? (error.stack ?? describeError(error)) : describeError(error);
    throw new ApplicationError(`${target.file} could not be loaded. ${reason}`);
  });
  const exported = exports[target.exported];
  if (typeof exported === "function") return exported as Exported;
  const names = Object.keys(exports).join(", ") || "nothing";
  throw new ApplicationError(`${target.file} exports no function ${target.exported}; it exports ${names}.`);
}

/** What was given to `after()` runs now, as after a real answer; then all that is still on its way is waited for. */
async function finish(scope: RequestScope, next: NextScope): Promise<void> {
  for (let quiet = 0; quiet < QUIET_TURNS; quiet += 1) {
    const later = next.takeLater();
    if (later.length > 0 || scope.pending > 0) quiet = 0;
    const runAll = () => Promise.all(later.map((task) => runLater(scope, task)));
    await inScope(scope, () => next.run(runAll));
    await (scope.pending > 0 ? pause(1) : turn());
  }
}

async function runLater(scope: RequestScope, task: Later): Promise<void> {
  try {
    await task();
  } catch (error) {
    scope.laterErrors.push(describeError(error));
  }
}
