import type { Workspace } from "../../io/workspace.ts";
import type { PlannedHandler } from "../../model/plan.ts";
import type { RepositoryPath } from "../../model/text.ts";
import { writeOutput } from "../../io/write-output.ts";
import { markHandlers } from "./mark-handlers.ts";

/** One version of the application, as its copy was before it was marked. */
export interface AnalysedVersion {
  readonly root: string;
  readonly workspace: Workspace;
  readonly handlers: readonly PlannedHandler[];
  /** Files that all handlers run on: the wrappers', the tenant transaction's, the tenant client's. */
  readonly sharedFiles: readonly RepositoryPath[];
}

/** Marks the handlers in the copy, so that it is seen which of them a request reaches. */
export function markVersion({ root, workspace, handlers }: AnalysedVersion): void {
  const texts = markHandlers(handlers, (file) => workspace.read(file)?.text ?? null);
  for (const [file, text] of texts) writeOutput(root, file, text);
}
