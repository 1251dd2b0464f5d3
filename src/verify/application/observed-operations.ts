import { currentHandler, inBookkeeping, inBookkeepingAtFirst, whilePending } from "./request-scope.ts";

interface Span {
  readonly name: string;
  readonly attributes?: { readonly method?: string; readonly model?: string };
}

type Work = (span?: undefined, context?: undefined) => unknown;

/**
 * Listens to Prisma through its tracing hook: each operation becomes one of the handler that sends it. The hook is there
 * from 6.1 (before, only with the preview feature "tracing"); source: `getGlobalTracingHelper` in Prisma's client.
 */
export function observeOperations(): void {
  const helper = {
    // Only spans of the client are wanted, not the ones that the engine measures.
    isEnabled: () => false,
    getTraceParent: () => "00-10-10-00",
    dispatchEngineSpans: () => undefined,
    getActiveContext: () => undefined,
    runInChildSpan: (given: string | Span, work: Work) => {
      const span = typeof given === "string" ? { name: given } : given;
      if (span.name === "start_transaction") return inBookkeeping(() => work());
      // An interactive transaction draws its number before it waits, and then calls the application back.
      if (span.name === "transaction") return inBookkeepingAtFirst(() => work());
      if (span.name !== "operation") return work();
      record(span);
      return whilePending(() => work());
    },
  };
  Object.assign(globalThis, { PRISMA_INSTRUMENTATION: { helper } });
}

/** Prisma calls raw SQL `queryRaw` here; everywhere else, and in the analysis, it is `$queryRaw`. */
function record({ attributes = {} }: Span): void {
  const { model, method = "unknown" } = attributes;
  const isRaw = model === undefined && /^(?:query|execute)Raw/.test(method);
  currentHandler()?.operations.push({
    model: model === undefined ? null : `${model.charAt(0).toLowerCase()}${model.slice(1)}`,
    operation: isRaw ? `$${method}` : method,
  });
}
