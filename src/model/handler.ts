import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { BodyFacts } from "./body.ts";
import type { Effect, ExternalCall } from "./effect.ts";
import type { RepositoryPath, TextRange } from "./text.ts";

export type Classification = "none" | "read" | "write" | "unknown";

/** One call of a session wrapper, as the analysis found it. */
export interface HandlerFacts {
  /** `src/app/api/orders/route.ts#POST`; `#POST:2` for a second call in one export. */
  readonly id: string;
  readonly file: RepositoryPath;
  /** Line of the wrapper call. */
  readonly line: number;
  /** HTTP method if the export is one, else null. */
  readonly method: string | null;
  /** URL path of the route (`/api/orders/[id]`), or null outside the app router. */
  readonly route: string | null;
  /** The legacy name of the wrapper family. */
  readonly wrapper: string;
  readonly state: "legacy" | "migrated";
  readonly classification: Classification;
  readonly effects: readonly Effect[];
  readonly externalCalls: readonly ExternalCall[];
  /** The whole call. */
  readonly call: TextRange;
  /** The argument that is the handler; null if the call has none in that place. */
  readonly handlerArgument: TextRange | null;
  /** The callee's last name: `withSalesSession` in `auth.withSalesSession(...)`. */
  readonly calleeName: TextRange;
  /** Local name under which the wrapper is called, and how it got there. */
  readonly calleeImport: CalleeImport;
  /** True if it writes or locks through the session client, or opens a transaction on it. */
  readonly needsRegion: boolean;
  /**
   * The handler function's body, if there is something to plan in it: it needs a region, or swallows the error of a read.
   * Null for others, for migrated handlers, and where the function was not found (a diagnostic says why).
   */
  readonly body: BodyFacts | null;
  /** How many wrapper calls use the same handler function. */
  readonly bodySharedBy: number;
  /** Findings of discovery and analysis. */
  readonly diagnostics: readonly Diagnostic[];
}

export type CalleeImport =
  | { readonly kind: "named"; readonly local: string; readonly imported: string }
  | { readonly kind: "namespace"; readonly namespace: string }
  | { readonly kind: "local" };
