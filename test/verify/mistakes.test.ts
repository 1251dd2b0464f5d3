import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { HandlerJudgement } from "../../src/verify/campaign/judge.ts";
import { type Lane, type Lanes, openLanes } from "../support/generated/lanes.ts";
import { describeCatches, judgeRewrite } from "../support/verify/judge-rewrite.ts";
import { mistakeRequests } from "../support/verify/mistake-requests.ts";
import { legacyHandlers, mistakes } from "../support/verify/mistakes.ts";
import { runnableRewrites, type RunnableRewrite } from "../support/verify/rewrites.ts";

/** The harness is itself put to the test: it must see that these rewrites are wrong, and that the tool's own are not. */
const LANES = 2;

const own = Object.keys(legacyHandlers).map((handler) => ({ handler, name: "by-the-tool", text: null }));

let lanes: Lanes;
let runnable: ReadonlyMap<string, RunnableRewrite>;
const judgements = new Map<string, HandlerJudgement>();

beforeAll(async () => {
  lanes = await openLanes(LANES);
  const all = [...own, ...mistakes].map(({ handler, name, text }) => ({
    handler,
    route: routeOf(handler, name),
    legacy: legacyHandlers[handler] ?? "",
    rewritten: text,
  }));
  runnable = await runnableRewrites(lanes.application, all);
  const waiting = [...all];
  const work = async (lane: Lane): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { handler, route } = next;
      const requests = mistakeRequests(handler, route);
      judgements.set(route, await judgeRewrite(lane, found(runnable, route), requests));
    }
  };
  await Promise.all(lanes.lanes.map(work));
}, 300_000);

afterAll(() => lanes.close());

describe("a wrong rewrite is caught", () => {
  test.each(mistakes)("$handler: $name", ({ handler, name }) => {
    const judgement = found(judgements, routeOf(handler, name));
    const catches = describeCatches(judgement);
    expect(judgement.verification.verdict, catches.join("\n") || JSON.stringify(judgement.expected)).toBe("different");
    expect(catches).not.toEqual([]);
  });
});

describe("the tool's own rewrite is the same", () => {
  test.each(own)("$handler", ({ handler, name }) => {
    const judgement = found(judgements, routeOf(handler, name));
    const { text } = found(runnable, routeOf(handler, name));
    expect(describeCatches(judgement), text).toEqual([]);
    expect(judgement.verification.verdict, JSON.stringify(judgement.expected)).toBe("same");
    expect(judgement.verification.requests, "some requests do not reach the handler").toBeGreaterThan(1);
  });
});

test("the mistakes are those that a rewrite makes most easily", () => {
  const named = [
    "one-statement-too-short",
    "one-statement-too-long",
    "write-left-on-the-session-client",
    "early-return-swallowed",
    "region-inside-the-try",
    "transaction-without-tenant",
  ];
  expect(mistakes.map(({ name }) => name)).toEqual(expect.arrayContaining(named));
});

function routeOf(handler: string, name: string): string {
  return `src/app/api/mistakes/${handler}/${name}/route.ts`;
}

function found<T>(map: ReadonlyMap<string, T>, key: string): T {
  const value = map.get(key);
  if (value === undefined) throw new Error(`Nothing is known of ${key}`);
  return value;
}
