/** What goes wrong in one run: the step of that number fails. Steps are statements and external calls, from 1. */
export interface Fault {
  readonly step: number;
  /** `abort`: an SQL error. `usable`: P2025 or a failing external call, which leave the transaction usable. */
  readonly kind: "abort" | "usable";
}

export interface Starting {
  /** False: reads of one row find none. */
  readonly found: boolean;
  readonly total: number;
}

interface Transaction {
  readonly pending: string[];
  aborted: boolean;
}

type Operation = (args?: unknown) => unknown;

/** A database that knows transactions, savepoints and aborted ones, as PRISMA.md 2.A describes them. */
export class FakeDatabase {
  readonly committed: string[] = [];
  readonly #starting: Starting;
  readonly #fault: Fault | null;
  #steps = 0;
  #reached = false;

  constructor(starting: Starting, fault: Fault | null) {
    this.#starting = starting;
    this.#fault = fault;
  }

  /** True if the fault's step came, and was one that can fail in its way. */
  get reached(): boolean {
    return this.#reached;
  }

  get steps(): number {
    return this.#steps;
  }

  external(what: string): Promise<number> {
    if (this.#fails("usable")) return Promise.reject(new Error(`${what} failed`));
    return Promise.resolve(what.length);
  }

  /** BEGIN, the callback, COMMIT or ROLLBACK. */
  async transaction<T>(run: (client: object) => Promise<T>): Promise<T> {
    const transaction: Transaction = { pending: [], aborted: false };
    const result = await run(this.client(transaction));
    if (!transaction.aborted) this.committed.push(...transaction.pending);
    return result;
  }

  /** A client on a transaction, or one that commits each operation. */
  client(transaction: Transaction | null = null): object {
    const database = {
      $transaction: (work: unknown) => this.#nested(work, transaction),
      $executeRaw: (parts: TemplateStringsArray) => this.#operation("raw.update", transaction)(parts.join("?")),
    };
    return new Proxy(database, {
      get: (target, name): unknown =>
        Reflect.has(target, name) ? Reflect.get(target, name) : this.#model(String(name), transaction),
    });
  }

  #model(model: string, transaction: Transaction | null): object {
    return new Proxy({}, { get: (_, operation) => this.#operation(`${model}.${String(operation)}`, transaction) });
  }

  #operation(name: string, transaction: Transaction | null): Operation {
    return (args) => lazy(() => this.#run(name, args, transaction));
  }

  #run(name: string, args: unknown, transaction: Transaction | null): unknown {
    if (transaction?.aborted) throw new Error("25P02 current transaction is aborted");
    const canFailUsable = /\.(update|delete)$|OrThrow$/.test(name);
    if (this.#fails("abort")) {
      if (transaction) transaction.aborted = true;
      throw new Error(`${name} failed`);
    }
    if (canFailUsable && this.#isFault("usable")) throw new Error("P2025 no record was found");
    const isRead = /\.(find|count)/.test(name);
    if (!isRead) (transaction?.pending ?? this.committed).push(`${name} ${JSON.stringify(args)}`);
    return this.#rowOf(name, transaction);
  }

  #rowOf(name: string, transaction: Transaction | null): unknown {
    const seen = this.committed.length + (transaction?.pending.length ?? 0);
    if (name.endsWith(".count")) return seen + (this.#starting.found ? 1 : 0);
    if (name.endsWith("Many")) return name.includes("find") ? [{ id: "a" }, { id: "b" }] : { count: seen };
    if (/find(First|Unique)$/.test(name) && !this.#starting.found) return null;
    const { total } = this.#starting;
    return {
      id: `row-${this.#steps}`,
      total,
      title: "Call",
      name: "Ada",
      email: "Ada@x",
      postalCode: "1000",
      quantity: 1,
    };
  }

  async #nested(work: unknown, transaction: Transaction | null): Promise<unknown> {
    if (typeof work !== "function") throw new Error("The fake has no array transactions");
    const run = async (client: object): Promise<unknown> => {
      const result: unknown = Reflect.apply(work, undefined, [client]);
      return await result;
    };
    if (!transaction) return this.transaction(run);
    const savepoint = transaction.pending.length;
    try {
      const result = await run(this.client(transaction));
      if (transaction.aborted) throw new Error("25P02 cannot release the savepoint");
      return result;
    } catch (error) {
      transaction.pending.length = savepoint;
      transaction.aborted = false;
      throw error;
    }
  }

  #fails(kind: Fault["kind"]): boolean {
    this.#steps += 1;
    if (this.#steps > 50) throw new Error("Too many steps");
    return this.#isFault(kind);
  }

  #isFault(kind: Fault["kind"]): boolean {
    const isFault = this.#fault?.step === this.#steps && this.#fault.kind === kind;
    if (isFault) this.#reached = true;
    return isFault;
  }
}

/** A Prisma promise: sent when somebody waits for it (PRISMA.md F1.7). */
function lazy(run: () => unknown): object {
  let sent: Promise<unknown> | null = null;
  const send = (): Promise<unknown> => (sent ??= new Promise((resolve) => resolve(run())));
  return {
    then: (done: never, failed: never) => send().then(done, failed),
    catch: (failed: never) => send().catch(failed),
    finally: (done: never) => send().finally(done),
  };
}
