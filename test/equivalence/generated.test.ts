import { expect, test } from "vitest";
import { statementFaultKinds } from "../../src/verify/model/fault.ts";
import { runGeneratedCampaign } from "../support/generated/campaign.ts";

/** As many as this machine runs in that time; `npm run test:equivalence` runs all of them, however long it takes. */
const most = 300;
const seconds = 40;

test("generated handlers are the same after the migration, whichever step fails", async () => {
  const seed = Date.now() % 2 ** 31;
  const tally = await runGeneratedCampaign({
    runs: most,
    seconds,
    seed,
    lanes: 2,
    keepGoing: false,
    faults: {
      writers: statementFaultKinds,
      readers: statementFaultKinds,
      external: true,
      handlersOnly: true,
      frames: false,
      stopAtFirst: true,
    },
  });
  process.stdout.write(`seed ${seed}: ${tally.handlers} handlers, ${tally.faults} failing steps\n`);
  const failures = tally.failures.map(({ seed: own, path, text }) => `seed ${own}, path ${path}\n${text}`);
  expect(failures, `seed ${seed}`).toEqual([]);
  expect(tally.faults, `seed ${seed}`).toBeGreaterThan(0);
}, 300_000);
