import type { MigrationResult } from "../model/plan.ts";
import { nextStep } from "./next-step.ts";
import type { Paint, Terminal } from "./paint.ts";
import { applicationFindings } from "./text/application.ts";
import { progressSection } from "./text/progress.ts";
import { reasonsSection } from "./text/reasons.ts";
import { totalsSection } from "./text/totals.ts";
import { verdictsSection } from "./text/verdicts.ts";

/** The summary that `analyze` prints: one screen, whatever the size of the repository. */
export function renderText(result: MigrationResult, terminal: Terminal): string {
  const sections = [
    ...totalsSection(result, terminal),
    progressSection(result, terminal.paint),
    verdictsSection(result, terminal.paint),
    applicationFindings(result, terminal),
    reasonsSection(result, "review", terminal),
    reasonsSection(result, "manual", terminal),
    reasonsSection(result, "error", terminal),
    nextSection(result, terminal.paint),
  ];
  const text = sections.filter((section) => section.length > 0).map((section) => section.join("\n"));
  return `${text.join("\n\n")}\n`;
}

function nextSection(result: MigrationResult, paint: Paint): string[] {
  const { command, why } = nextStep(result);
  const line = (label: string, call: string, what: string): string[] => [
    `${paint.bold(label.padEnd(10))}${paint.cyan(`npx ${call}`)}`,
    paint.dim(`${" ".repeat(10)}${what}`),
  ];
  const report = line("In full", "migrate-sessions --format md,json --out report", "writes every handler and reason");
  return [...line("Next", command, why), ...(result.handlers.length === 0 ? [] : report)];
}
