import { expect, test } from "vitest";
import { statementFaultKinds } from "../../src/verify/model/fault.ts";
import { runGeneratedCampaign } from "../support/generated/campaign.ts";

/** Each statement fails in one way here; `npm run test:equivalence` lets it fail in every way, for as many as wanted. */
const runs = 300;

/** The same handlers each time, so that a failure comes from the change; the script takes new ones each time. */
const seed = 182_336_728;

test("generated handlers are the same after the migration, whichever step fails", async () => {
  const tally = await runGeneratedCampaign({
    runs,
    seed,
    // More than processors: a lane mostly waits for messages between processes.
    lanes: 4,
    keepGoing: false,
    faults: {
      writers: statementFaultKinds,
      readers: statementFaultKinds,
      inTurn: "all",
      external: true,
      handlersOnly: true,
      frames: false,
      stopAtFirst: true,
    },
  });
  process.stdout.write(`seed ${seed}: ${tally.handlers} handlers, ${tally.faults} failing steps\n`);
  const failures = tally.failures.map(({ seed: own, path, text }) => `seed ${own}, path ${path}\n${text}`);
  expect(failures, `seed ${seed}`).toEqual([]);
  expect(tally.handlers, `seed ${seed}`).toBe(runs);
  expect(tally.faults, `seed ${seed}`).toBeGreaterThan(runs);
}, 1_200_000);
