import { compareBy } from "../../model/compare.ts";
import type { MigrationResult } from "../../model/plan.ts";
import type { Paint, Terminal } from "../paint.ts";
import { summarise } from "../summary.ts";
import { tierTable } from "../tier-table.ts";
import type { TierCounts } from "../tier-table.ts";
import { counted, listed } from "../wording.ts";
import { wrapIndented } from "../wrap.ts";
import { tierPaint } from "./tier-paint.ts";

/** What was found, and the table of classes by tiers. */
export function totalsSection(result: MigrationResult, terminal: Terminal): readonly (readonly string[])[] {
  return [found(result, terminal), table(result, terminal.paint)];
}

function found(result: MigrationResult, { paint, columns }: Terminal): string[] {
  const { handlers, files, families, heldDuringExternalCalls: held } = summarise(result);
  const title = `${paint.bold(counted(handlers, "handler"))} in ${counted(files, "file")}`;
  if (handlers === 0) return [title];
  const bySize = [...families].sort(compareBy((family) => -family.handlers));
  const behind = listed(bySize.map((family) => `${family.handlers} behind ${family.wrapper}`));
  return [title, ...wrapIndented(behind, columns, "  "), ...heldLines(held, paint)];
}

function heldLines({ today, afterMigration }: { today: number; afterMigration: number }, paint: Paint): string[] {
  if (today === 0) return [];
  const holds = today === 1 ? "1 holds" : `${today} hold`;
  return [paint.yellow(`  ${holds} a connection while an external call runs; after the migration: ${afterMigration}`)];
}

function table(result: MigrationResult, paint: Paint): string[] {
  const { tiers, rows, totals } = tierTable(result.handlers);
  if (rows.length === 0) return [];
  const heads = tiers.map((tier) => paint[tierPaint[tier]](tier.padStart(8)));
  const line = (label: string, row: TierCounts): string =>
    `  ${label.padEnd(8)}${row.counts.map((count) => cell(count, paint)).join("")}${String(row.total).padStart(8)}`;
  return [
    `  ${" ".repeat(8)}${heads.join("")}${"total".padStart(8)}`,
    ...rows.map((row) => line(row.classification, row)),
    paint.bold(line("total", totals)),
  ];
}

function cell(count: number, paint: Paint): string {
  return count === 0 ? paint.dim("·".padStart(8)) : String(count).padStart(8);
}
