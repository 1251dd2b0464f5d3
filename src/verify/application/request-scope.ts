import { AsyncLocalStorage } from "node:async_hooks";
import type { ExternalFault } from "../model/fault.ts";
import type { ExternalCallSeen, ObservedOperation } from "../model/outcome.ts";
import type { HandlerRequest } from "../model/request.ts";

/** What is collected while a request runs. */
export interface RequestScope {
  readonly request: HandlerRequest;
  readonly failing: ExternalFault | null;
  readonly calls: Writable<ExternalCallSeen>[];
  readonly laterErrors: string[];
  readonly handlers: HandlerScope[];
  /** External calls and operations that have begun and are not over. */
  pending: number;
}

export interface HandlerScope {
  readonly id: string;
  readonly operations: ObservedOperation[];
  readonly entered: number;
  left: number | null;
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Where a piece of code runs: in which request, in which handler, and whether for Prisma's own book-keeping. */
interface Frame {
  readonly scope: RequestScope;
  readonly handler: HandlerScope | null;
  isBookkeeping: boolean;
}

const frames = new AsyncLocalStorage<Frame>();
const running = new Set<RequestScope>();

/** How many requests are under way. */
export function runningRequests(): number {
  return running.size;
}

/** Records an error that nobody waited for, with its request; with all that run if it is not known whose it is. */
export function recordLaterError(message: string): void {
  const scope = frames.getStore()?.scope;
  const concerned = scope === undefined ? [...running] : [scope];
  for (const one of concerned) one.laterErrors.push(message);
}

/** Opens the scope of a request; `close` ends it, and what goes on in it is no longer recorded. */
export function openScope(
  request: HandlerRequest,
  failing: ExternalFault | null,
): { readonly scope: RequestScope; readonly close: () => void } {
  const scope: RequestScope = { request, failing, calls: [], laterErrors: [], handlers: [], pending: 0 };
  running.add(scope);
  return { scope, close: () => running.delete(scope) };
}

/** Runs `work` so that what it does is attributed to the scope. */
export function inScope<T>(scope: RequestScope, work: () => T): T {
  return frames.run({ scope, handler: null, isBookkeeping: false }, work);
}

/** Runs `work` as a handler of the scope; its operations are the handler's. */
export function inHandler<T>(scope: RequestScope, handler: HandlerScope, work: () => T): T {
  return frames.run({ scope, handler, isBookkeeping: false }, work);
}

/** Runs `work` as Prisma's own: the random values it draws are not the application's. */
export function inBookkeeping<T>(work: () => T): T {
  const frame = frames.getStore();
  return frame === undefined ? work() : frames.run({ ...frame, isBookkeeping: true }, work);
}

/** Like `inBookkeeping`, but only for what `work` does before it waits for the first time. */
export function inBookkeepingAtFirst<T>(work: () => T): T {
  const outer = frames.getStore();
  if (outer === undefined) return work();
  const frame = { ...outer, isBookkeeping: true };
  try {
    return frames.run(frame, work);
  } finally {
    frame.isBookkeeping = false;
  }
}

/** True where random values are drawn by Prisma and not by the application. */
export function isBookkeeping(): boolean {
  return frames.getStore()?.isBookkeeping === true;
}

/**
 * The request that the running code belongs to. Code that belongs to none (it was set going when a module was loaded)
 * is taken for the only request there is. What is left over from an earlier request belongs to nobody.
 */
export function currentScope(): RequestScope | null {
  const scope = frames.getStore()?.scope;
  if (scope !== undefined) return running.has(scope) ? scope : null;
  const [only = null, second] = running;
  return second === undefined ? only : null;
}

/** The handler that the running code belongs to, if its request is under way. */
export function currentHandler(): HandlerScope | null {
  const frame = frames.getStore();
  return frame !== undefined && running.has(frame.scope) ? frame.handler : null;
}

/** Counts `work` as unfinished business of the current request until it settles. */
export async function whilePending<T>(work: () => T | Promise<T>): Promise<T> {
  const scope = currentScope();
  if (scope === null) return work();
  scope.pending += 1;
  try {
    return await work();
  } finally {
    scope.pending -= 1;
  }
}
