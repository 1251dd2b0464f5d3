import { compileFunction } from "node:vm";
import { ts } from "ts-morph";
import { FakeDatabase, type Fault, type Starting } from "./fake-database.ts";

export interface Run {
  readonly fault: Fault | null;
  readonly starting: Starting;
  /** What `request.json()` gives. */
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Outcome {
  /** Status and body, or that the handler failed. */
  readonly response: string;
  readonly committed: readonly string[];
  readonly steps: number;
  readonly reached: boolean;
}

class FakeResponse {
  readonly status: number;
  readonly body: unknown;

  constructor(body: unknown, init?: { status?: number }) {
    this.status = init?.status ?? 200;
    this.body = body;
  }

  static json(body: unknown, init?: { status?: number }): FakeResponse {
    return new FakeResponse(body, init);
  }
}

/**
 * Runs the exported handler of a fixture against a fake database.
 *
 * @param wrapper `legacy`: the whole handler is one transaction. `migrated`: the handler gets the plain client.
 */
export async function runHandler(
  text: string,
  wrapper: "legacy" | "migrated",
  { fault, starting, body }: Run,
): Promise<Outcome> {
  const database = new FakeDatabase(starting, fault);
  const exported = load(text, { ...environment(database), withSalesSession: session(database, wrapper) });
  const result = async (): Promise<string> => {
    const response: unknown = await exported({ json: () => Promise.resolve(structuredClone(body)) }, body);
    return response instanceof FakeResponse ? `${response.status} ${JSON.stringify(response.body)}` : String(response);
  };
  const response = await result().catch((error: unknown) => {
    // These are mistakes of a fixture or of the rewrite, not failures of a step.
    if (error instanceof ReferenceError || error instanceof TypeError) throw error;
    return "the handler failed";
  });
  return { response, committed: [...database.committed], steps: database.steps, reached: database.reached };
}

type Handler = (context: object) => Promise<unknown>;

function session(database: FakeDatabase, wrapper: "legacy" | "migrated"): unknown {
  const context = (db: object): object => ({
    tenantId: "tenant",
    db,
    roles: [],
    session: { user: { id: "u", salesRepProfile: { id: "rep" } } },
  });
  return (_: unknown, handler: Handler): Promise<unknown> =>
    wrapper === "legacy"
      ? database.transaction((client) => handler(context(client)))
      : handler(context(database.client()));
}

type Client = Record<string, Record<string, (args: unknown) => Promise<{ id: string }>>>;

function environment(database: FakeDatabase): Record<string, unknown> {
  const write =
    (model: string) =>
    (db: Client, ...given: unknown[]) =>
      db[model]?.["create"]?.({ data: { model, given: given.length } });
  const external = (what: string) => async () => database.external(what);
  return {
    Response: FakeResponse,
    NextResponse: FakeResponse,
    PrismaError: class extends Error {},
    console: { error: () => {}, warn: () => {} },
    withTenant: (_: string, callback: Handler) => database.transaction(callback),
    runWithTransaction: (db: Client, callback: Handler) => callback(db),
    prisma: database.client(),
    fetchFreightQuote: external("quote"),
    notifyPlanner: external("planner"),
    sendMail: external("mail"),
    redirect: (path: string) => {
      throw new Error(`redirect to ${path}`);
    },
    createInvoice: write("invoice"),
    ensureSlot: write("slot"),
    logTerritoryChange: write("territoryLog"),
    logActivity: ({ db }: { db: Client }) => write("activity")(db),
    writeAudit: ({ db }: { db: Client }) => write("audit")(db),
    updateEverything: async (db: Client, id: string) => {
      await db["customer"]?.["update"]?.({ where: { id } });
      await db["order"]?.["update"]?.({ where: { id } });
    },
    OrderService: class {
      readonly #db: Client;
      constructor(db: Client) {
        this.#db = db;
      }
      place = (customerId: string): unknown => this.#db["order"]?.["create"]?.({ data: { customerId } });
    },
    formatOrder: ({ id }: { id: string }) => ({ label: `order ${id}` }),
    report: () => {},
    respond: async (result: Promise<unknown>) => FakeResponse.json(await result),
    Date: class {
      static now = (): number => 0;
      toJSON = (): string => "now";
    },
  };
}

const transpiled = new Map<string, string>();

function transpile(text: string): string {
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS };
  return ts.transpileModule(text, { compilerOptions }).outputText;
}

function load(text: string, globals: Record<string, unknown>): (request: unknown, body: unknown) => Promise<unknown> {
  const code = transpiled.get(text) ?? transpile(text);
  transpiled.set(text, code);
  const exported: Record<string, unknown> = {};
  const module = compileFunction(code, ["exports", ...Object.keys(globals)]);
  Reflect.apply(module, undefined, [exported, ...Object.values(globals)]);
  const handler = Object.values(exported).find((value) => typeof value === "function");
  if (typeof handler !== "function") throw new Error("The fixture exports no handler");
  return async (request, body) => {
    const response: unknown = Reflect.apply(handler, undefined, [request, body]);
    return await response;
  };
}
