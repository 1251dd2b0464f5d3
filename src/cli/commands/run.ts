import { messageOf } from "../../diagnostics/message.ts";
import { nextStep } from "../../report/next-step.ts";
import { carryOut } from "../carry-out.ts";
import type { ExitCode } from "../exit-code.ts";
import type { CommandContext } from "../handlers.ts";
import { analyse, openRepository, type Repository } from "../open-repository.ts";
import type { RunOptions } from "../options.ts";
import type { Analysis } from "../pipeline.ts";
import { checkFormats } from "../present.ts";
import { blockerOf, refuseBlockers } from "../refuse-blockers.ts";
import { checkSelection } from "../select.ts";

/** `migrate-sessions run`: phases 2 and 3, plans and applies; `--dry-run` prints the diff. */
export async function runMigration(context: CommandContext, options: RunOptions): Promise<ExitCode> {
  checkFormats(options);
  const repository = await openRepository(context, options);
  const analysis = await analyse(repository);
  checkSelection(analysis.handlers, options.only);
  if (!options.dryRun) refuseBlockers(analysis.diagnostics);
  const blocker = blockerOf(analysis.diagnostics);
  if (blocker !== null) repository.note(messageOf(blocker));
  const plan = repository.pipeline.planMigration(analysis, options);
  if (plan.files.length === 0) noteNextStep(repository, analysis);
  return carryOut(repository, { plan, options, stem: "run" });
}

/** A selection that is empty is no dead end: what is left is behind another command. */
function noteNextStep({ note }: Repository, analysis: Analysis): void {
  const { command, why } = nextStep(analysis);
  const isAllDone = analysis.handlers.every(({ tier }) => tier === "done");
  const state = isAllDone ? "Every handler is migrated already." : "No handler of this selection can be migrated now.";
  note(`${state} Next: ${command} (${why})`);
}
