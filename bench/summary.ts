import type { Outcome } from "./outcome.ts";
import type { Table } from "./tables.ts";
import { linearityTable, renderMarkdown, renderText, resultTable, targetTable } from "./tables.ts";

/** The outcome for a terminal. */
export function textSummary(outcome: Outcome): string {
  return `\n${[describe(outcome), ...tablesOf(outcome).map(renderText), ...differences(outcome)].join("\n")}`;
}

/** The outcome for the README. */
export function markdownSummary(outcome: Outcome): string {
  return [describe(outcome), ...tablesOf(outcome).map(renderMarkdown)].join("\n");
}

function tablesOf(outcome: Outcome): readonly Table[] {
  const sizes = outcome.sizes.length > 0 ? [linearityTable(outcome)] : [];
  return [targetTable(outcome), resultTable(outcome), ...sizes];
}

function describe({ application, machine, seed }: Outcome): string {
  const { handlers, sources, lines, routes, sessionRoutes, helpers, pages, filesThatMatter } = application;
  return [
    `Generated application (seed ${seed}): ${handlers} handlers; ${sources} source files with ${lines} lines`,
    `(${routes} route files, of which ${sessionRoutes} call the wrapper, ${helpers} helper files,`,
    `${pages} pages and components) and a Prisma client of 60 models. ${filesThatMatter} files matter to the analysis.`,
    `Node ${machine.node}, ${machine.platform}, ${machine.processors} processors; medians of runs in turns.\n`,
  ].join("\n");
}

function differences({ agreement }: Outcome): readonly string[] {
  if (agreement === null || agreement.differences.length === 0) return [];
  return [`Handlers with another class or another number of writes than generated (the first of them):\n`].concat(
    agreement.differences.map((line) => `  ${line}`),
  );
}
