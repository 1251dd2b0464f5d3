import type { DiagnosticCode } from "../../../src/diagnostics/diagnostic.ts";
import type { Effect } from "../../../src/model/effect.ts";
import type { Classification, HandlerFacts } from "../../../src/model/handler.ts";

/** What an `expected.json` says about one handler; lists that are empty are left out. */
export interface ExpectedHandler {
  readonly classification: Classification;
  /** `order.update src/lib/orders.ts:12 session`, with `lock ` before it for a lock. */
  readonly writes?: readonly string[];
  /** Codes of the findings, the two that only repeat what `writes` and the client say excepted. */
  readonly codes?: readonly string[];
  /** `http src/lib/freight.ts:3` */
  readonly external?: readonly string[];
}

/** The analysis of a handler in the form of an `expected.json`. */
export function truthOf(handler: HandlerFacts): ExpectedHandler {
  const writes = sorted(handler.effects.filter(({ kind }) => kind === "write" || kind === "lock").map(writeText));
  const codes = sorted(handler.diagnostics.map(({ code }) => code).filter((code) => !implied.has(code)));
  const external = sorted(handler.externalCalls.map(({ kind, file, line }) => `${kind} ${file}:${line}`));
  return {
    classification: handler.classification,
    ...(writes.length > 0 ? { writes } : {}),
    ...(codes.length > 0 ? { codes } : {}),
    ...(external.length > 0 ? { external } : {}),
  };
}

/** A write, and a read, through the global client: `writes` and the effects say so already. */
const implied: ReadonlySet<DiagnosticCode> = new Set(["MS2012", "MS4002"]);

function writeText({ kind, model, operation, file, line, client }: Effect): string {
  const name = model === null ? operation : `${model}.${operation}`;
  return `${kind === "lock" ? "lock " : ""}${name} ${file}:${line} ${client}`;
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}
