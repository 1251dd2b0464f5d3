import { carryOut } from "../carry-out.ts";
import type { ExitCode } from "../exit-code.ts";
import type { CommandContext } from "../handlers.ts";
import { openRepository } from "../open-repository.ts";
import type { ApplyOptions } from "../options.ts";
import { checkFormats } from "../present.ts";

/** `migrate-sessions apply FILE`: does what a stored plan says, for every file that is still as it was planned. */
export async function apply(context: CommandContext, options: ApplyOptions): Promise<ExitCode> {
  checkFormats(options);
  const repository = await openRepository(context, options);
  const { readPlan } = await import("../../apply/read-plan.ts");
  const plan = readPlan(repository.root, options.planFile);
  return carryOut(repository, { plan, options, stem: "apply" });
}
