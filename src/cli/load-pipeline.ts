import type { Pipeline } from "./pipeline.ts";

/** Loads the real analysis, and ts-morph with it; the scaffold only when `init` asks for it. */
export async function loadPipeline(): Promise<Pipeline> {
  const { analyseRepository, planMigration } = await import("../pipeline.ts");
  return {
    analyseRepository,
    planMigration,
    planScaffold: async (input) => (await import("../scaffold/plan-scaffold.ts")).planScaffold(input),
  };
}
