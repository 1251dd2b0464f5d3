import type { MigrationResult } from "../../../src/model/plan.ts";
import type { Stage } from "../../../src/verify/campaign/observe.ts";
import { CleanUp } from "../../../src/verify/setup/clean-up.ts";
import { markedCopies } from "./marked-copies.ts";
import { openSampleStages } from "./sample-stages.ts";

/** The sales portal before and after its migration, running on Postgres. */
export interface SampleHarness {
  /** Each with a database and two processes of its own, so that they may work side by side. */
  readonly stages: readonly Stage[];
  /** What the tool found in the legacy version. */
  readonly analysis: MigrationResult;
  close(): Promise<void>;
}

/** Starts Postgres, and both versions of the sales portal as often as there are lanes. */
export async function openSampleHarness(lanes: number): Promise<SampleHarness> {
  const cleanUp = new CleanUp();
  try {
    const { legacy, migrated, analysis } = await markedCopies(cleanUp);
    const stages = await openSampleStages(lanes, { legacy: legacy.root, migrated: migrated.root }, cleanUp);
    return { stages, analysis, close: () => cleanUp.run() };
  } catch (error) {
    await cleanUp.run();
    throw error;
  }
}
