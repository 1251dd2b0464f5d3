import { afterAll, beforeAll, expect, test } from "vitest";
import { statementFaultKinds } from "../../src/verify/model/fault.ts";
import { examine } from "../support/generated/examine.ts";
import { equivalenceFixtures } from "../support/generated/fixtures.ts";
import { type Lanes, openLanes } from "../support/generated/lanes.ts";

let opened: Lanes;

beforeAll(async () => {
  opened = await openLanes(1);
});

afterAll(() => opened.close());

const options = {
  writers: statementFaultKinds,
  readers: statementFaultKinds,
  external: true,
  handlersOnly: true,
  frames: false,
  stopAtFirst: true,
};

test.for(equivalenceFixtures())("$name is the same whichever step fails", async ({ tier, handler }) => {
  const [lane] = opened.lanes;
  expect(lane).toBeDefined();
  if (!lane) return;
  const examination = await examine({ application: opened.application, lane, options }, handler);
  expect(examination.problem?.text ?? null).toBeNull();
  expect(examination.handler.tier).toBe(tier);
});
