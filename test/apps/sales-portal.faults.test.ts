import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { statementFaultKinds } from "../../src/verify/model/fault.ts";
import type { CampaignOptions } from "../../src/verify/campaign/run-request.ts";
import { openSampleHarness, type SampleHarness } from "../support/verify/sample-harness.ts";
import { type SampleReport, sampleReport } from "../support/verify/sample-report.ts";
import { sampleRequests } from "../support/verify/sample-requests.ts";

/**
 * Contract E with every step failing once: for each request, each statement fails in Postgres and each external call
 * fails, before and after the migration. Requests that only read have one kind of fault; all with `VERIFY_ALL=1`.
 */
const OPTIONS: CampaignOptions = {
  writers: statementFaultKinds,
  readers: process.env["VERIFY_ALL"] === "1" ? statementFaultKinds : ["constraint"],
  external: true,
  frames: false,
  stopAtFirst: false,
};

let harness: SampleHarness;
let report: SampleReport;

beforeAll(async () => {
  harness = await openSampleHarness(2);
  report = await sampleReport(harness, OPTIONS);
}, 1_800_000);

afterAll(() => harness.close());

describe("whatever fails, the migrated sales portal answers as before and leaves the same rows, or differs as listed", () => {
  test.each(
    sampleRequests.map((request) => [`${request.target.file}#${request.target.exported} ${request.name}`, request]),
  )("%s", (_title, request) => {
    expect(report.unexpected(request)).toBe("");
  });
});

test("every fault is reached in both versions, and every statement is in both", () => {
  expect(report.results.filter(({ counts }) => counts.notReached > 0).map(({ request }) => request.name)).toEqual([]);
  expect(report.results.flatMap(({ unmatched }) => [...unmatched.legacy, ...unmatched.migrated])).toEqual([]);
});

test("handlers of tier auto are the same, however they fail", () => {
  const auto = new Set(harness.analysis.handlers.filter(({ tier }) => tier === "auto").map(({ id }) => id));
  const verdicts = report.judgements.filter(({ verification }) => auto.has(verification.id));
  expect(new Set(verdicts.map(({ verification }) => verification.verdict))).toEqual(new Set(["same"]));
});
