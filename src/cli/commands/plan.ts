import { writeOutput } from "../../io/write-output.ts";
import { exitCodeOf, type ExitCode } from "../exit-code.ts";
import type { CommandContext } from "../handlers.ts";
import { analyse, openRepository } from "../open-repository.ts";
import type { PlanOptions } from "../options.ts";
import { refuseBlockers } from "../refuse-blockers.ts";
import { planSize } from "../render-changes.ts";
import { checkSelection } from "../select.ts";

/** `migrate-sessions plan`: writes down what `run` would do. */
export async function plan(context: CommandContext, options: PlanOptions): Promise<ExitCode> {
  const repository = await openRepository(context, options);
  const analysis = await analyse(repository);
  checkSelection(analysis.handlers, options.only);
  refuseBlockers(analysis.diagnostics);
  const migration = repository.pipeline.planMigration(analysis, options);
  // The plan's schema comes with it, which only this command and `apply` need.
  const { formatPlan } = await import("../../plan/parse-plan.ts");
  const text = formatPlan(migration);
  if (options.output === null) repository.io.out(text);
  else writeOutput(repository.root, options.output, text);
  const place = options.output === null ? "" : ` Apply it with \`migrate-sessions apply ${options.output}\`.`;
  repository.note(`Planned ${planSize(migration)}.${place}`);
  return exitCodeOf({ kind: "reported" });
}
