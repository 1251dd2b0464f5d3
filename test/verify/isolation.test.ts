import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { foreignTraces } from "../support/verify/foreign-traces.ts";
import {
  alternating,
  type Answer,
  ask,
  checkInterleaved,
  checkReads,
  type IsolationProblem,
  warmUp,
} from "../support/verify/isolation-checks.ts";
import {
  distinct,
  markedWrites,
  readRequests,
  requestKey,
  tenants,
  type TenantRequest,
  trespass,
  twin,
  unfilteredRead,
} from "../support/verify/isolation-requests.ts";
import { type IsolationStage, type IsolationVersion, openIsolationStage } from "../support/verify/isolation-stage.ts";

/**
 * Under forced row-level security, with look-alike rows of another tenant: what the migrated version reads outside a
 * transaction is what the legacy version reads in one. A version that hands out the plain client is the control.
 */
const INTERLEAVED = 200;

/** Each test starts a process and loads many routes in it; three do so at once. */
const LIMIT = 150_000;

/** Enough for the control, so that it need not load every route. */
const EXAMPLES = ["customers/route.ts#GET", "orders/route.ts#GET", "unfiltered/route.ts#GET"];

let stage: IsolationStage;
/** Requests of the first tenant to handlers that only read; for its own rows, and for those of the other. */
let reads: readonly TenantRequest[];
/** Requests of both tenants whose answers do not depend on what `writes` write. */
let unaffected: readonly TenantRequest[];
const writes = ([1, 2] as const).flatMap((tenant) => markedWrites(tenant, 4));
const legacyAnswers = new Map<string, Answer>();

beforeAll(async () => {
  stage = await openIsolationStage();
  const [session] = markedWrites(1, 1);
  if (session === undefined) throw new Error("There is no session");
  const own = [unfilteredRead(session), ...readRequests(stage.handlers)];
  reads = distinct(own.flatMap((read) => [read, trespass(twin(read))]));
  const both = distinct(reads.flatMap((read) => [read, twin(read)]));
  const legacy = await stage.start("legacy", {});
  for (const read of both) legacyAnswers.set(requestKey(read), await ask(legacy, read));
  await warmUp(legacy, writes);
  // At once: the ids that the application generates begin anew with each request that runs alone.
  await Promise.all(writes.map(async (write) => legacyAnswers.set(requestKey(write), await ask(legacy, write))));
  const after = new Map<TenantRequest, string>();
  for (const read of both) after.set(read, JSON.stringify((await ask(legacy, read)).parts));
  unaffected = both.filter((read) => after.get(read) === JSON.stringify(expected(read).parts));
}, LIMIT);

afterAll(() => stage.close());

test("there is enough to ask for, and the legacy version keeps tenants apart", () => {
  expect(reads.length).toBeGreaterThan(60);
  expect(unaffected.length).toBeGreaterThan(100);
  expect(new Set(writes.map((write) => expected(write).parts["status"]))).toEqual(new Set([200, 201]));
  const asked = reads.flatMap((read) => [read, twin(read)]);
  expect(asked.flatMap((one) => foreignTraces(one.tenant, one.request, expected(one).outcome))).toEqual([]);
});

describe(
  "the migrated version answers as the legacy one, and shows nobody another tenant's rows",
  { concurrent: true, timeout: LIMIT },
  () => {
    test("on connections that the other tenant used last", async ({ expect }) => {
      expect(await onUsedConnections("migrated", reads)).toEqual([]);
    });

    test("on one connection that tenants use in turn", async ({ expect }) => {
      expect(await inTurn("migrated", reads)).toEqual([]);
    });

    test(`in ${INTERLEAVED} requests of two tenants over three connections`, async ({ expect }) => {
      expect(await interleaved("migrated", unaffected)).toEqual([]);
    });
  },
);

describe("a version that hands out the plain client fails", { concurrent: true, timeout: LIMIT }, () => {
  test("on connections that the other tenant used last: with the other tenant's rows", async ({ expect }) => {
    const problems = await onUsedConnections("careless", reads.filter(isExample));
    const leaks = problems.filter(({ kind }) => kind === "other tenant's").map(({ text }) => text);
    expect(leaks).toEqual(
      expect.arrayContaining([expect.stringMatching(/unfiltered.* of tenant 1 shows .*Café Central Ltd/)]),
    );
  });

  test("on one connection that tenants use in turn: with empty pages", async ({ expect }) => {
    const problems = await inTurn("careless", reads.filter(isExample));
    expect(problems.filter(isEmptyPage).length).toBeGreaterThan(0);
  });

  test(`in ${INTERLEAVED} requests of two tenants over three connections: with empty pages`, async ({ expect }) => {
    const problems = await interleaved("careless", unaffected.filter(isExample));
    expect(problems.filter(isEmptyPage).length).toBeGreaterThan(0);
  });
});

type Problems = Promise<readonly IsolationProblem[]>;

async function onUsedConnections(version: IsolationVersion, asked: readonly TenantRequest[]): Problems {
  return checkReads(await stage.start(version, { lastTenant: tenants[2].id }), asked, expected);
}

async function inTurn(version: IsolationVersion, asked: readonly TenantRequest[]): Problems {
  return checkReads(await stage.start(version, { poolSize: 1 }), alternating(asked), expected);
}

async function interleaved(version: IsolationVersion, asked: readonly TenantRequest[]): Problems {
  return checkInterleaved(await stage.start(version, { poolSize: 3 }), mixture(asked), expected);
}

/** The writes spread evenly among reads; both go round their lists. */
function mixture(asked: readonly TenantRequest[]): readonly TenantRequest[] {
  const step = INTERLEAVED / writes.length;
  return Array.from({ length: INTERLEAVED }, (_, index) => {
    const [list, at] = index % step === 0 ? [writes, (index / step) * 21] : [asked, index];
    const one = list[at % list.length];
    if (one === undefined) throw new Error("There is nothing to send");
    return one;
  });
}

function expected(asked: TenantRequest): Answer {
  const answer = legacyAnswers.get(requestKey(asked));
  if (answer === undefined) throw new Error(`Nobody knows the answer to ${asked.request.name}`);
  return answer;
}

function isExample({ handler }: TenantRequest): boolean {
  return EXAMPLES.some((example) => handler === `src/app/api/${example}`);
}

/** The legacy version finds rows where this one finds none, and does not say so. */
function isEmptyPage({ kind, text }: IsolationProblem): boolean {
  return kind === "other answer" && /-> \{"(customers|orders)":\[\]/.test(text);
}
