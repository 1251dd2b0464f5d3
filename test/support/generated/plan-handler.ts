import { defaultConfig } from "../../../src/config/default-config.ts";
import { memoryWorkspace } from "../../../src/io/memory-workspace.ts";
import type { PlannedHandler } from "../../../src/model/plan.ts";
import { analyseRepository, planMigration } from "../../../src/pipeline.ts";
import { applyEdits } from "../../../src/plan/apply-edits.ts";
import type { Files } from "./application-files.ts";

export interface Migrated {
  readonly handler: PlannedHandler;
  /** The files of the handler after the migration, where they changed. */
  readonly changed: Files;
}

/** Runs the tool on the application with the files of one handler, handlers of tier `review` included. */
export async function planHandler(application: Files, files: Files, route: string): Promise<Migrated> {
  const workspace = memoryWorkspace({ ...application, ...files });
  const analysis = await analyseRepository({ workspace, config: defaultConfig });
  const handler = analysis.handlers.find(({ id }) => id === `${route}#POST`);
  if (!handler) throw new Error(`The tool finds no handler in ${route}`);
  const plan = planMigration(analysis, { phase: "all", only: [], limit: null, includeReview: true });
  const changed = plan.files.map(({ file, edits }) => [file, applyEdits(files[file] ?? "", edits)] as const);
  return { handler, changed: Object.fromEntries(changed) };
}
