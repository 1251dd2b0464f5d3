import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Workspace } from "../io/workspace.ts";
import type { ResolvedConfig } from "../model/config.ts";
import type { FileFacts } from "../model/file.ts";
import type { RepositoryPath } from "../model/text.ts";
import type { MigrationResult, Plan } from "../model/plan.ts";
import type { Selection } from "../plan/selection.ts";

/** The work behind the commands, as the commands see it; tests put a fake in its place. */
export interface Pipeline {
  /** Reads the whole repository and says what each handler is and what would happen to it. */
  analyseRepository(input: AnalysisInput): Promise<Analysis>;
  /** The edits for the handlers that are selected. */
  planMigration(analysis: Analysis, selection: Selection): Plan;
  /** Phase 1: what `init` adds. */
  planScaffold(input: ScaffoldInput): Promise<ScaffoldPlan>;
}

interface ScaffoldInput {
  readonly workspace: Workspace;
  readonly config: ResolvedConfig;
}

interface AnalysisInput extends ScaffoldInput {
  readonly onProgress?: (stage: string, done: number, total: number) => void;
}

export interface Analysis extends MigrationResult {
  readonly files: readonly FileFacts[];
  /** Files that all handlers run on: the wrappers', the tenant transaction's, and what the wrappers' import directly. */
  readonly sharedFiles: readonly RepositoryPath[];
}

export interface ScaffoldPlan extends Plan {
  readonly diagnostics: readonly Diagnostic[];
}
