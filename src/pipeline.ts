import { analyseRepository as analyse } from "./analyse/analyse-repository.ts";
import type { MigrationResult, Plan } from "./model/plan.ts";
import type { Workspace } from "./io/workspace.ts";
import type { FileFacts } from "./model/file.ts";
import type { ResolvedConfig } from "./model/config.ts";
import type { RepositoryPath } from "./model/text.ts";
import { type Chosen, type FilePlanning, planFiles } from "./plan/plan-files.ts";
import { planHandlers } from "./plan/plan-handlers.ts";
import { planningOf } from "./plan/planning-of.ts";
import { selectHandlers, type Selection } from "./plan/selection.ts";
import { isMeant } from "./rollout/id-matcher.ts";
import { rolloutOrder } from "./rollout/order.ts";
import { toolInfo } from "./io/tool-info.ts";

export interface AnalysisInput {
  readonly workspace: Workspace;
  readonly config: ResolvedConfig;
  readonly onProgress?: (stage: string, done: number, total: number) => void;
}

/** What is known about a repository, and what would happen to each handler. */
export interface Analysis extends MigrationResult {
  readonly files: readonly FileFacts[];
  /** Files that all handlers run on. */
  readonly sharedFiles: readonly RepositoryPath[];
  readonly planning: FilePlanning;
  readonly candidates: ReadonlyMap<string, Chosen>;
}

/** Discover and analyse every handler, and decide what happens to each: nothing is written. */
export async function analyseRepository(input: AnalysisInput): Promise<Analysis> {
  const analysis = await analyse(input);
  const planning = planningOf(analysis, {
    config: input.config,
    textOf: (file) => input.workspace.read(file)?.text ?? null,
  });
  const handlers = planHandlers({ analysis, config: input.config, ...planning });
  const candidates = planning.candidates(handlers);
  const { diagnostics, files, application } = analysis;
  return { handlers, diagnostics, files, sharedFiles: application.sharedFiles, planning, candidates };
}

/** The edits for the handlers that are selected, as a plan that can be shown, stored and applied. */
export function planMigration(analysis: Analysis, selection: Selection): Plan {
  const selected = selectHandlers(rolloutOrder(analysis.handlers), selection, isMeant);
  const chosen = selected.flatMap(({ id }) => analysis.candidates.get(id) ?? []);
  return { version: 1, tool: toolInfo(), kind: "handlers", files: planFiles(analysis.planning, chosen) };
}
