import type { MigrationResult } from "../../model/plan.ts";
import type { Paint } from "../paint.ts";
import { percentDone, phaseProgress, progressBar } from "../progress.ts";
import type { PhaseProgress } from "../progress.ts";

/** One line a phase, with a bar where it goes handler by handler. */
export function progressSection(result: MigrationResult, paint: Paint): string[] {
  return phaseProgress(result).map((phase) => {
    return `  ${paint.dim(`Phase ${phase.phase}`)}  ${phase.title.padEnd(26)}${state(phase, paint)}`;
  });
}

function state(phase: PhaseProgress, paint: Paint): string {
  if (phase.kind === "gate") return phase.status === "done" ? paint.green("done") : paint.dim(phase.status);
  if (phase.total === 0) return paint.dim("nothing to do");
  const percent = `${percentDone(phase)} %`.padStart(5);
  return `${paint.cyan(progressBar(phase, 20))} ${percent}  ${phase.done} of ${phase.total}`;
}
