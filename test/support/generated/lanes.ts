import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Stage } from "../../../src/verify/campaign/observe.ts";
import { CleanUp } from "../../../src/verify/setup/clean-up.ts";
import { copyApplication } from "../sample-app/copy-application.ts";
import { openSampleStages } from "../verify/sample-stages.ts";
import { applicationFiles, type Files } from "./application-files.ts";

/** A place where handlers can be run: a database, and both versions of the sample application. */
export interface Lane {
  readonly stage: Stage;
  /** Puts files into the copies of the two versions. */
  readonly put: (version: "legacy" | "migrated", files: Files) => Promise<void>;
}

export interface Lanes {
  readonly lanes: readonly Lane[];
  /** The application's files after phase 1. */
  readonly application: Files;
  readonly close: () => Promise<void>;
}

/** Starts Postgres, and for each lane a database and two processes. */
export async function openLanes(count: number): Promise<Lanes> {
  const cleanUp = new CleanUp();
  try {
    const application = await applicationFiles();
    const roots = {
      legacy: cleanUp.add(await copyApplication(), (copy) => copy.remove()).root,
      migrated: cleanUp.add(await copyApplication(), (copy) => copy.remove()).root,
    };
    await put(roots.migrated, application);
    const stages = await openSampleStages(count, roots, cleanUp);
    const lanes = stages.map((stage): Lane => ({ stage, put: (version, files) => put(roots[version], files) }));
    return { lanes, application, close: () => cleanUp.run() };
  } catch (error) {
    await cleanUp.run();
    throw error;
  }
}

async function put(root: string, files: Files): Promise<void> {
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  }
}
