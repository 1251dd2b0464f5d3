import type { MigrationResult } from "../../model/plan.ts";
import { percentDone, phaseProgress, progressBar } from "../progress.ts";
import type { PhaseProgress } from "../progress.ts";
import { table } from "./table.ts";

/** How far each of the four phases is. */
export function progressSection(result: MigrationResult): readonly string[] {
  return [
    "## Progress",
    "",
    ...table(
      [{ head: "Phase" }, { head: "Progress" }, { head: "Handlers", align: "right" }],
      phaseProgress(result).map((phase) => [`${phase.phase}. ${phase.title}`, ...state(phase)]),
    ),
  ];
}

function state(phase: PhaseProgress): readonly [progress: string, handlers: string] {
  if (phase.kind === "gate") return [phase.status, ""];
  if (phase.total === 0) return ["nothing to do", "0"];
  return [`\`${progressBar(phase, 20)}\` ${percentDone(phase)} %`, `${phase.done} of ${phase.total}`];
}
