import type { MigrationResult, Phase } from "../model/plan.ts";

/** How far one of the proposal's four phases is. */
export type PhaseProgress = HandlerPhase | GatePhase;

/** A phase that is done handler by handler. */
interface HandlerPhase {
  readonly kind: "handlers";
  readonly phase: Phase;
  readonly title: string;
  readonly done: number;
  readonly total: number;
}

/** A phase that is done in one step. */
interface GatePhase {
  readonly kind: "gate";
  readonly phase: 1 | 4;
  readonly title: string;
  readonly status: "done" | "open" | "waiting";
}

/** The four phases in order. Phase 4 waits for the last legacy handler; that it is done leaves no trace to read. */
export function phaseProgress(result: MigrationResult): readonly PhaseProgress[] {
  const missesReplacement = result.diagnostics.some((finding) => finding.code === "MS1003");
  const hasLegacy = result.handlers.some((handler) => handler.state === "legacy");
  return [
    { kind: "gate", phase: 1, title: "Scaffold the replacement", status: missesReplacement ? "open" : "done" },
    handlerPhase(result, 2, "Handlers without writes"),
    handlerPhase(result, 3, "Handlers with writes"),
    { kind: "gate", phase: 4, title: "Remove the legacy code", status: hasLegacy ? "waiting" : "open" },
  ];
}

function handlerPhase(result: MigrationResult, phase: Phase, title: string): HandlerPhase {
  const members = result.handlers.filter((handler) => handler.phase === phase);
  const done = members.filter((handler) => handler.state === "migrated").length;
  return { kind: "handlers", phase, title, done, total: members.length };
}

/** Whole percent, rounded down: 100 only when nothing is left. */
export function percentDone({ done, total }: { readonly done: number; readonly total: number }): number {
  return total === 0 ? 100 : Math.floor((done / total) * 100);
}

/** `████████░░░░░░░░░░░░`: `width` characters wide. */
export function progressBar(progress: { readonly done: number; readonly total: number }, width: number): string {
  const filled = Math.floor((percentDone(progress) / 100) * width);
  return "█".repeat(filled) + "░".repeat(width - filled);
}
