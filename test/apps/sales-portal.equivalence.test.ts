import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { statementFaultKinds } from "../../src/verify/model/fault.ts";
import type { CampaignOptions } from "../../src/verify/campaign/run-request.ts";
import { openSampleHarness, type SampleHarness } from "../support/verify/sample-harness.ts";
import { type SampleReport, sampleReport } from "../support/verify/sample-report.ts";
import { sampleRequests } from "../support/verify/sample-requests.ts";

/** One that only reads, with all ways to be turned away, and one that writes. */
const WRAPPER_FILES = ["src/app/api/me/route.ts", "src/app/api/orders/route.ts"];

const ALL = process.env["VERIFY_ALL"] === "1";

/**
 * Contract E: each request without a failure, then with every step failing once, in every way: each statement of its
 * handlers fails in Postgres and each external call fails, before and after the migration. Where a request only reads, each
 * statement fails in one way. With `VERIFY_ALL=1` in every way, and also each statement that the session wrapper sends.
 */
const OPTIONS: CampaignOptions = {
  writers: statementFaultKinds,
  readers: statementFaultKinds,
  ...(ALL ? {} : { inTurn: "readers" }),
  external: true,
  handlersOnly: !ALL,
  frames: false,
  stopAtFirst: false,
};

/** What the wrappers send is the same for all handlers, so a few requests are enough: all that are turned away, too. */
const WRAPPERS = sampleRequests.filter(({ target }) => WRAPPER_FILES.includes(target.file));

let harness: SampleHarness;
let report: SampleReport;
let wrappers: SampleReport;

beforeAll(async () => {
  harness = await openSampleHarness(2);
  report = await sampleReport(harness, OPTIONS);
  wrappers = await sampleReport(harness, { ...OPTIONS, handlersOnly: false }, WRAPPERS);
}, 1_800_000);

afterAll(() => harness.close());

describe("whatever fails, the migrated sales portal answers as before and leaves the same rows, or differs as listed", () => {
  test.each(
    sampleRequests.map((request) => [`${request.target.file}#${request.target.exported} ${request.name}`, request]),
  )("%s", (_title, request) => {
    expect(report.unexpected(request)).toBe("");
  });
});

test.each(WRAPPERS.map((request) => [request.name, request]))(
  "whatever of the wrapper fails: %s",
  (_title, request) => {
    expect(wrappers.unexpected(request)).toBe("");
  },
);

test("every handler is reached, and the analysis lists every operation that is sent", () => {
  expect(report.handlersWith("not-exercised")).toEqual([]);
  expect(report.unlistedOperations()).toEqual([]);
});

test("nothing differs from one run of the legacy version to the next", () => {
  expect(report.unstable()).toEqual([]);
});

test("one handler for review differs, as its reason says", () => {
  expect(report.handlersWith("as-listed")).toContain(
    "src/app/api/customers/[customerId]/attachments/route.ts#DELETE MS3002",
  );
});

test("every fault is reached in both versions, and every statement is in both", () => {
  expect(report.results.filter(({ counts }) => counts.notReached > 0).map(({ request }) => request.name)).toEqual([]);
  expect(report.results.flatMap(({ unmatched }) => [...unmatched.legacy, ...unmatched.migrated])).toEqual([]);
});

test("handlers of tier auto are the same, however they fail; two answer a lost connection otherwise, as they note", () => {
  const auto = new Set(harness.analysis.handlers.filter(({ tier }) => tier === "auto").map(({ id }) => id));
  const verdicts = report.judgements.filter(({ verification }) => auto.has(verification.id));
  const others = verdicts.filter(({ verification }) => verification.verdict !== "same");
  expect(others.map(({ verification: { id, verdict }, expected }) => [id, verdict, Object.keys(expected)])).toEqual([
    ["src/app/api/customers/[customerId]/contacts/route.ts#POST", "as-listed", ["MS3020"]],
    ["src/app/api/skus/[code]/availability/route.ts#GET", "as-listed", ["MS3020"]],
  ]);
});
