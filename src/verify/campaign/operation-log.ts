import type { SentStatement } from "../model/database.ts";
import type { HandlerRun, ObservedOperation } from "../model/outcome.ts";
import type { Observation } from "./observe.ts";

/** What a handler sent in all runs of the legacy version. */
export interface HandlerOperations {
  /** Operations on models, each once. */
  readonly operations: readonly ObservedOperation[];
  /** Those that came only in runs in which the handler called another one: the other's wrapper may have sent them. */
  readonly whileNested: readonly ObservedOperation[];
  /** The raw SQL of each run, each combination once. */
  readonly raw: readonly RawRun[];
}

/** Raw SQL of one run. Tracing does not tell its text, so the tenant's setting looks like any other. */
export interface RawRun {
  /** How often each operation was sent: `{ $executeRaw: 1 }`. */
  readonly counts: Readonly<Record<string, number>>;
  /** How many of them set the tenant, at most. */
  readonly settings: number;
}

interface Kept {
  readonly alone: Map<string, ObservedOperation>;
  readonly nested: Map<string, ObservedOperation>;
  readonly raw: Map<string, RawRun>;
}

/** Collects what handlers sent, over many runs. */
export class OperationLog {
  readonly #kept = new Map<string, Kept>();

  add({ outcome: { handlers }, traffic }: Observation): void {
    const settings = Math.max(0, traffic.statements.filter(isSetting).length - 1); // one is the wrapper's own
    for (const [index, run] of handlers.entries())
      this.#addRun(run, { settings, isOuter: index < handlers.length - 1 });
  }

  get byHandler(): Readonly<Record<string, HandlerOperations>> {
    return Object.fromEntries(
      [...this.#kept].map(([id, { alone, nested, raw }]) => [
        id,
        {
          operations: [...alone.values()],
          whileNested: [...nested].filter(([name]) => !alone.has(name)).map(([, operation]) => operation),
          raw: [...raw.values()],
        },
      ]),
    );
  }

  #addRun({ id, operations }: HandlerRun, { settings, isOuter }: { settings: number; isOuter: boolean }): void {
    const kept = this.#kept.get(id) ?? { alone: new Map(), nested: new Map(), raw: new Map() };
    this.#kept.set(id, kept);
    const counts: Record<string, number> = {};
    for (const operation of operations) {
      const name = `${operation.model}.${operation.operation}`;
      if (operation.model !== null) (isOuter ? kept.nested : kept.alone).set(name, operation);
      else counts[operation.operation] = (counts[operation.operation] ?? 0) + 1;
    }
    if (Object.keys(counts).length > 0) kept.raw.set(JSON.stringify([counts, settings]), { counts, settings });
  }
}

function isSetting({ text, isFrame }: SentStatement): boolean {
  return isFrame && /\bset_config\b|^\s*SET\s/i.test(text);
}
