import type { SentStatement } from "../model/database.ts";
import type { HandlerRun, ObservedOperation } from "../model/outcome.ts";
import type { Observation } from "./observe.ts";

/** What a handler sent in all runs of the legacy version. */
export interface HandlerOperations {
  /** Operations on models, each once. */
  readonly operations: readonly ObservedOperation[];
  /**
   * Those that came only in runs in which the handler called another one: the other's wrapper may have sent them. A step
   * that fails in that wrapper ends a run before the other handler is reached; such runs do not count against it.
   */
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
  /** In runs that a failing step may have cut short. */
  readonly cut: Map<string, ObservedOperation>;
  readonly raw: Map<string, RawRun>;
}

type Place = "alone" | "nested" | "cut";

/** Collects what handlers sent, over many runs. */
export class OperationLog {
  readonly #kept = new Map<string, Kept>();

  add({ outcome: { handlers, calls }, traffic }: Observation): void {
    const isCut = traffic.faultReached || calls.some(({ answered }) => answered === "failed");
    const settings = Math.max(0, traffic.statements.filter(isSetting).length - 1); // one is the wrapper's own
    for (const [index, run] of handlers.entries()) {
      const place = index < handlers.length - 1 ? "nested" : isCut ? "cut" : "alone";
      this.#addRun(run, { settings, place });
    }
  }

  get byHandler(): Readonly<Record<string, HandlerOperations>> {
    return Object.fromEntries(
      [...this.#kept].map(([id, { alone, nested, cut, raw }]) => [
        id,
        {
          operations: [...new Map([...[...cut].filter(([name]) => !nested.has(name)), ...alone]).values()],
          whileNested: [...nested].filter(([name]) => !alone.has(name)).map(([, operation]) => operation),
          raw: [...raw.values()],
        },
      ]),
    );
  }

  #addRun({ id, operations }: HandlerRun, { settings, place }: { settings: number; place: Place }): void {
    const kept = this.#kept.get(id) ?? { alone: new Map(), nested: new Map(), cut: new Map(), raw: new Map() };
    this.#kept.set(id, kept);
    const counts: Record<string, number> = {};
    for (const operation of operations) {
      const name = `${operation.model}.${operation.operation}`;
      if (operation.model !== null) kept[place].set(name, operation);
      else counts[operation.operation] = (counts[operation.operation] ?? 0) + 1;
    }
    if (Object.keys(counts).length > 0) kept.raw.set(JSON.stringify([counts, settings]), { counts, settings });
  }
}

function isSetting({ text, isFrame }: SentStatement): boolean {
  return isFrame && /\bset_config\b|^\s*SET\s/i.test(text);
}
