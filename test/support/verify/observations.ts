import type { Stage } from "../../../src/verify/campaign/observe.ts";
import type { RequestResult } from "../../../src/verify/campaign/request-result.ts";
import type { RowChanges, SentStatement, Traffic } from "../../../src/verify/model/database.ts";
import type { Outcome, ResponseSeen } from "../../../src/verify/model/outcome.ts";
import type { HandlerRequest } from "../../../src/verify/model/request.ts";
import type { ExternalFault, StatementFault } from "../../../src/verify/model/fault.ts";

/** A request to `orders#POST`. */
export function sampleRequest(own: Partial<HandlerRequest> = {}): HandlerRequest {
  return {
    name: "places an order",
    target: { file: "src/app/api/orders/route.ts", exported: "POST", kind: "route" },
    method: "POST",
    url: "https://app.invalid/api/orders",
    headers: {},
    body: null,
    params: {},
    form: null,
    external: [],
    ...own,
  };
}

export const ORDERS_POST = "src/app/api/orders/route.ts#POST";

export function answered(body: unknown, status = 200): ResponseSeen {
  return { kind: "answered", status, headers: [["content-type", "application/json"]], body };
}

export function outcome(own: Partial<Outcome> = {}): Outcome {
  return {
    response: answered(null),
    calls: [],
    laterErrors: [],
    handlers: [{ id: ORDERS_POST, operations: [], entered: 0, left: Infinity }],
    ...own,
  };
}

/** Statements as they would be sent on one connection, with BEGIN and COMMIT as frames. */
export function sent(...texts: readonly string[]): readonly SentStatement[] {
  let inTransaction = false;
  return texts.map((text, index) => {
    const isFrame = /^(BEGIN|COMMIT|ROLLBACK)$/.test(text);
    if (text === "BEGIN") inTransaction = true;
    const statement = { text, at: index, isFrame, connection: 0, inTransaction, failed: false };
    if (isFrame && text !== "BEGIN") inTransaction = false;
    return { ...statement, occurrence: texts.slice(0, index).filter((earlier) => earlier === text).length };
  });
}

export function traffic(statements: readonly SentStatement[] = [], own: Partial<Traffic> = {}): Traffic {
  return { statements, faultReached: false, leftOpen: 0, held: 0, ...own };
}

/** What a fake version does with a request, given the step that fails. */
export type Behaviour = (fault: StatementFault | ExternalFault | null) => {
  readonly outcome?: Partial<Outcome>;
  readonly changes?: RowChanges;
  readonly statements?: readonly SentStatement[];
};

/** Two versions without a process or a database. A statement fault counts as reached if its text is sent. */
export function fakeStage(legacy: Behaviour, migrated: Behaviour): Stage {
  let changes: RowChanges = {};
  const version = (behaviour: Behaviour): Stage["legacy"] => {
    let failing: StatementFault | null = null;
    let statements: readonly SentStatement[] = [];
    return {
      application: {
        send: (_request, external) => {
          const seen = behaviour(failing ?? external);
          changes = seen.changes ?? {};
          statements = seen.statements ?? [];
          return Promise.resolve(outcome(seen.outcome));
        },
        close: () => Promise.resolve(),
      },
      proxy: {
        url: "postgresql://nowhere.invalid/none",
        openTransactions: () => 0,
        begin: (fault) => void (failing = fault),
        end: () =>
          Promise.resolve(traffic(statements, { faultReached: statements.some(({ text }) => text === failing?.text) })),
        close: () => Promise.resolve(),
      },
    };
  };
  return {
    keeper: {
      changes: () => Promise.resolve(changes),
      restore: () => Promise.resolve(void (changes = {})),
      knownIds: new Set<string>(),
      close: () => Promise.resolve(),
    },
    legacy: version(legacy),
    migrated: version(migrated),
  };
}

/** A request that reached `orders#POST` and showed no difference. */
export function requestResult(own: Partial<RequestResult> = {}): RequestResult {
  return {
    request: sampleRequest(),
    handlers: { legacy: [ORDERS_POST], migrated: [ORDERS_POST] },
    answer: "status 200",
    writes: true,
    differences: [],
    unstable: [],
    unmatched: { legacy: [], migrated: [] },
    counts: {
      statements: 2,
      faults: { constraint: 2, connection: 2, timeout: 2, external: 1, commit: 0 },
      notReached: 0,
      reordered: 0,
      runs: 17,
    },
    operations: {},
    broken: null,
    ...own,
  };
}
