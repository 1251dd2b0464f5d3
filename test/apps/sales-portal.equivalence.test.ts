import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CampaignOptions } from "../../src/verify/campaign/run-request.ts";
import { openSampleHarness, type SampleHarness } from "../support/verify/sample-harness.ts";
import { type SampleReport, sampleReport } from "../support/verify/sample-report.ts";
import { sampleRequests } from "../support/verify/sample-requests.ts";

/** The sales portal before and after its migration: every recorded request, from the same starting state. */
const OPTIONS: CampaignOptions = { writers: [], readers: [], external: false, frames: false, stopAtFirst: false };

let harness: SampleHarness;
let report: SampleReport;

beforeAll(async () => {
  harness = await openSampleHarness(2);
  report = await sampleReport(harness, OPTIONS);
}, 300_000);

afterAll(() => harness.close());

describe("the migrated sales portal answers as before and leaves the same rows, or differs as listed", () => {
  test.each(
    sampleRequests.map((request) => [`${request.target.file}#${request.target.exported} ${request.name}`, request]),
  )("%s", (_title, request) => {
    expect(report.unexpected(request)).toBe("");
  });
});

test("every handler is reached", () => {
  expect(report.handlersWith("not-exercised")).toEqual([]);
});

test("one handler differs, as its reason says", () => {
  expect(report.handlersWith("as-listed")).toEqual([
    "src/app/api/customers/[customerId]/attachments/route.ts#DELETE MS3002",
  ]);
});

test("the analysis lists every operation that is sent", () => {
  expect(report.unlistedOperations()).toEqual([]);
});

test("nothing differs from one run of the legacy version to the next", () => {
  expect(report.unstable()).toEqual([]);
});
