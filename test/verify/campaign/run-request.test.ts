import { describe, expect, test } from "vitest";
import { runCampaign } from "../../../src/verify/campaign/run-campaign.ts";
import { type CampaignOptions, runRequest } from "../../../src/verify/campaign/run-request.ts";
import { ApplicationError } from "../../../src/verify/model/application.ts";
import {
  type Behaviour,
  answered,
  fakeStage,
  ORDERS_POST,
  sampleRequest,
  sent,
} from "../../support/verify/observations.ts";

const OPTIONS: CampaignOptions = {
  writers: ["constraint"],
  readers: [],
  external: true,
  frames: false,
  stopAtFirst: false,
};
const row = { added: [{ id: 1 }], removed: [], changed: [] };
const statements = sent("BEGIN", "SELECT 1", "INSERT 1", "COMMIT");

/** Writes a row unless a statement fails. */
const atomic: Behaviour = (fault) => ({
  statements,
  changes: fault === null ? { Order: row } : {},
  outcome: { response: answered(null, fault === null ? 200 : 500) },
});

describe("a request", () => {
  test("is run without a fault, then with each step failing", async () => {
    const result = await runRequest(fakeStage(atomic, atomic), sampleRequest(), OPTIONS);
    expect(result.differences).toEqual([]);
    expect(result.handlers).toEqual({ legacy: [ORDERS_POST], migrated: [ORDERS_POST] });
    expect(result.counts).toMatchObject({ statements: 2, faults: { constraint: 2 }, notReached: 0, runs: 7 });
    expect(result.writes).toBe(true);
  });

  test("shows a write that a fault leaves behind", async () => {
    const leaky: Behaviour = (fault) => ({
      ...atomic(fault),
      changes:
        fault?.step === "statement" && fault.text === "SELECT 1" ? { Order: row } : (atomic(fault).changes ?? {}),
    });
    const { differences } = await runRequest(fakeStage(atomic, leaky), sampleRequest(), OPTIONS);
    expect(differences).toHaveLength(1);
    expect(differences[0]).toMatchObject({
      fault: { class: "statement", position: 1 },
      externalFailed: false,
      difference: { parts: [{ part: "rows.Order", legacy: undefined, migrated: row }] },
    });
  });

  test("does not show what differs from one legacy run to the next", async () => {
    let run = 0;
    const restless: Behaviour = () => ({ outcome: { response: answered({ token: (run += 1), same: true }) } });
    const result = await runRequest(fakeStage(restless, restless), sampleRequest(), OPTIONS);
    expect(result).toMatchObject({ differences: [], unstable: ["body.token"] });
  });

  test("ends at its first difference if that is asked for", async () => {
    const broken: Behaviour = () => ({ statements, outcome: { response: answered(null, 404) } });
    const stopped = await runRequest(fakeStage(atomic, broken), sampleRequest(), { ...OPTIONS, stopAtFirst: true });
    expect(stopped.differences).toHaveLength(1);
    expect(stopped.counts.faults.constraint).toBe(0);
  });

  test("of a version that cannot be run says so", async () => {
    const dead: Behaviour = () => {
      throw new ApplicationError("The process died:\nout of memory");
    };
    const result = await runRequest(fakeStage(atomic, dead), sampleRequest(), OPTIONS);
    expect(result.broken).toEqual({ version: "migrated", fault: null, message: "The process died:\nout of memory" });
  });

  test("that only reads has the faults of readers", async () => {
    const reader: Behaviour = () => ({ statements: sent("SELECT 1") });
    const { counts } = await runRequest(fakeStage(reader, reader), sampleRequest(), {
      ...OPTIONS,
      readers: ["timeout"],
    });
    expect(counts.faults).toMatchObject({ constraint: 0, timeout: 1 });
  });
});

test("a campaign gives results in the order of its requests, whichever lane ran them", async () => {
  const requests = ["a", "b", "c", "d", "e"].map((name) => sampleRequest({ name }));
  const seen: string[] = [];
  const results = await runCampaign({
    stages: [fakeStage(atomic, atomic), fakeStage(atomic, atomic)],
    requests,
    options: OPTIONS,
    onResult: ({ request }) => seen.push(request.name),
  });
  expect(results.map(({ request }) => request.name)).toEqual(["a", "b", "c", "d", "e"]);
  expect(seen.sort()).toEqual(["a", "b", "c", "d", "e"]);
});
