import { setImmediate } from "node:timers/promises";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { resolveRoot } from "../io/disk-workspace.ts";
import type { Plan, PlannedFile } from "../model/plan.ts";
import type { RepositoryPath } from "../model/text.ts";
import { applyFile, type FileOutcome } from "./apply-file.ts";
import { openJournal } from "./journal.ts";
import { ownChanges } from "./own-changes.ts";

export interface ApplyOptions {
  readonly root: string;
  /** When it aborts, the file at hand is finished and the others are left as they are. */
  readonly signal?: AbortSignal;
  readonly onFile?: (done: number, total: number) => void;
}

/** Which files were touched, and which were not and why; each list in the plan's order. */
export interface ApplyResult {
  readonly written: readonly RepositoryPath[];
  readonly created: readonly RepositoryPath[];
  /** Were as the plan wants them already. */
  readonly unchanged: readonly RepositoryPath[];
  /** One for each file that was refused. */
  readonly refusals: readonly Diagnostic[];
  /** Not looked at, because the run was interrupted. */
  readonly remaining: readonly RepositoryPath[];
}

/**
 * Makes the changes of a plan, file by file. A file that is not what the plan was made for is refused, and the others
 * are still changed. Every change is in the journal before it is made.
 *
 * @throws UserError if the root or its journal cannot be used
 */
export async function applyPlan(plan: Plan, { root, signal, onFile }: ApplyOptions): Promise<ApplyResult> {
  const realRoot = resolveRoot(root);
  const context = {
    root: realRoot,
    run: new Date().toISOString(),
    journal: openJournal(realRoot),
    ownChanges: ownChanges(realRoot),
  };
  const outcomes: Outcome[] = [];
  for (const planned of plan.files) {
    // Signals are only seen between turns of the event loop.
    await setImmediate();
    if (signal?.aborted === true) break;
    outcomes.push({ planned, outcome: applyFile(planned, context) });
    onFile?.(outcomes.length, plan.files.length);
  }
  return resultOf(plan, outcomes);
}

interface Outcome {
  readonly planned: PlannedFile;
  readonly outcome: FileOutcome;
}

function resultOf(plan: Plan, outcomes: readonly Outcome[]): ApplyResult {
  const filesOf = (kind: FileOutcome["kind"]): readonly RepositoryPath[] =>
    outcomes.filter(({ outcome }) => outcome.kind === kind).map(({ planned }) => planned.file);
  return {
    written: filesOf("written"),
    created: filesOf("created"),
    unchanged: filesOf("unchanged"),
    refusals: outcomes.flatMap(({ outcome }) => (outcome.kind === "refused" ? [outcome.reason] : [])),
    remaining: plan.files.slice(outcomes.length).map(({ file }) => file),
  };
}
