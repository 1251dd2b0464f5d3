import type { Outcome } from "./outcome.ts";

/** A table as cells; the first row is the head. All columns but the first are numbers or short words. */
export type Table = readonly (readonly string[])[];

/** Wall time and memory of every contender, as ratios first. */
export function resultTable({ results }: Outcome): Table {
  const seconds = (key: string): number | null => results.find((result) => result.key === key)?.seconds ?? null;
  const analysis = seconds("analyze");
  const floor = seconds("floor");
  const rows = results.map((result) => [
    result.title,
    ratio(result.seconds, analysis),
    ratio(result.seconds, floor),
    `${result.seconds.toFixed(2)} s`,
    megabytes(result.peakBytes),
  ]);
  return [["program", "x analyze", "x floor", "wall time", "peak memory"], ...rows];
}

/** Whether the time of the analysis grows with the number of handlers and not faster. */
export function linearityTable({ sizes }: Outcome): Table {
  const rows = sizes.map((size) => [
    String(size.handlers),
    `${size.seconds.toFixed(2)} s`,
    `${((size.seconds * 1000) / size.handlers).toFixed(2)} ms`,
    megabytes(size.peakBytes),
  ]);
  return [["handlers", "analyze", "per handler", "peak memory"], ...rows];
}

export function targetTable({ targets }: Outcome): Table {
  const rows = targets.map((target) => [target.title, target.limit, target.measured, target.verdict]);
  return [["target", "limit", "measured", "verdict"], ...rows];
}

/** The table in columns, for a terminal. */
export function renderText(table: Table): string {
  const widths = widthsOf(table);
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  ");
  return `${table.map(line).join("\n")}\n`;
}

export function renderMarkdown(table: Table): string {
  const [head = [], ...rows] = table;
  const rule = head.map((_, column) => (column === 0 ? "---" : "---:"));
  return `${[head, rule, ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n")}\n`;
}

function widthsOf(table: Table): readonly number[] {
  const columns = table[0]?.length ?? 0;
  return Array.from({ length: columns }, (_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
}

function ratio(value: number, base: number | null): string {
  return base === null ? "–" : `${(value / base).toFixed(2)}x`;
}

function megabytes(bytes: number | null): string {
  return bytes === null ? "–" : `${Math.round(bytes / 2 ** 20)} MB`;
}
