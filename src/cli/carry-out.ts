import { applyPlan, type ApplyResult } from "../apply/apply-plan.ts";
import type { Io } from "../io/io.ts";
import type { Plan } from "../model/plan.ts";
import { paintDiff, planDiff, type PlanDiff } from "../report/diff.ts";
import { exitCodeOf, type ExitCode } from "./exit-code.ts";
import type { Repository } from "./open-repository.ts";
import type { WriteOptions } from "./options.ts";
import { present } from "./present.ts";
import { progressLine } from "./progress.ts";
import { changesJson, headline, problemLines, renderChanges, type Changes } from "./render-changes.ts";
import { requireCleanTree } from "./require-clean-tree.ts";

export interface Work {
  readonly plan: Plan;
  readonly options: WriteOptions;
  /** Name of the output files: the command's. */
  readonly stem: string;
}

/**
 * Does what a plan says, or shows it under `--dry-run`, and reports.
 *
 * @throws UserError if the tree is not clean, or the journal cannot be written
 */
export async function carryOut(repository: Repository, work: Work): Promise<ExitCode> {
  return work.options.dryRun ? preview(repository, work) : change(repository, work);
}

function preview(repository: Repository, work: Work): ExitCode {
  const { plan, options } = work;
  const diff = planDiff(plan, repository.workspace.read);
  const pending = pendingResult(plan, diff);
  report(repository, { ...work, diff, changes: { plan, dryRun: true, ...pending } });
  return exitCodeOf({
    kind: "previewed",
    pending: pending.remaining.length,
    refused: pending.refusals.length,
    mustBeClean: options.check,
  });
}

function pendingResult(plan: Plan, { refused }: PlanDiff): ApplyResult {
  const isRefused = new Set(refused.map(({ file }) => file));
  const remaining = plan.files.map(({ file }) => file).filter((file) => !isRefused.has(file));
  return { written: [], created: [], unchanged: [], refusals: refused, remaining };
}

async function change(repository: Repository, work: Work): Promise<ExitCode> {
  const { plan, options } = work;
  if (plan.files.length > 0 && !options.force) requireCleanTree(repository, plan);
  // The diff is of the files before the change, so it is made first.
  const diff = options.formats.includes("diff") ? planDiff(plan, repository.workspace.read) : noDiff;
  const result = await applyUntilInterrupted(repository, plan);
  report(repository, { ...work, diff, changes: { plan, dryRun: false, ...result } });
  return exitCodeOf({ kind: "applied", refused: result.refusals.length, remaining: result.remaining.length });
}

const noDiff: PlanDiff = { text: "", refused: [] };

/** Ctrl-C lets the file at hand be finished; a second one ends the process, and each file is still old or new. */
async function applyUntilInterrupted(repository: Repository, plan: Plan): Promise<ApplyResult> {
  const { io, root, quiet } = repository;
  const controller = new AbortController();
  const stopListening = listen(io, controller);
  const progress = progressLine(io, quiet);
  try {
    const onFile = (done: number, total: number): void => {
      progress.show("writing", done, total);
    };
    return await applyPlan(plan, { root, signal: controller.signal, onFile });
  } finally {
    progress.clear();
    stopListening();
  }
}

function listen(io: Io, controller: AbortController): () => void {
  return io.onInterrupt(() => {
    controller.abort();
  });
}

interface Reported extends Work {
  readonly diff: PlanDiff;
  readonly changes: Changes;
}

function report(repository: Repository, { options, stem, diff, changes }: Reported): void {
  present(repository, {
    stem,
    options,
    standard: options.dryRun ? "diff" : "text",
    isConfirmation: !options.dryRun,
    render: {
      text: (terminal) => renderChanges(changes, terminal),
      json: () => changesJson(changes, repository.tool),
      diff: ({ paint }) => paintDiff(diff.text, paint),
    },
  });
  if (options.dryRun) repository.note(headline(changes));
  problemLines(changes).forEach((line) => {
    repository.io.err(`${line}\n`);
  });
}
