import type { MigrationResult } from "../../model/plan.ts";
import { summarise } from "../summary.ts";
import { tierTable } from "../tier-table.ts";
import type { TierCounts } from "../tier-table.ts";
import { code } from "./escape.ts";
import { table } from "./table.ts";

/** Handlers by class and tier, by risk, and by wrapper family. */
export function totalsSection(result: MigrationResult): readonly string[] {
  const { risk, families } = summarise(result);
  return [
    "## Totals",
    "",
    ...classTable(result),
    "",
    "- **auto**: rewritten by default; behaves as it does today.",
    "- **review**: can be rewritten, but something listed below differs.",
    "- **manual**: not rewritten; the reason is listed below.",
    "- **done**: already migrated.",
    "",
    `Risk: ${risk.low} low, ${risk.medium} medium, ${risk.high} high.`,
    "",
    ...table(
      [{ head: "Wrapper" }, { head: "Handlers", align: "right" }, { head: "Migrated", align: "right" }],
      families.map(({ wrapper, handlers, migrated }) => [code(wrapper), String(handlers), String(migrated)]),
    ),
  ];
}

function classTable(result: MigrationResult): readonly string[] {
  const { tiers, rows, totals } = tierTable(result.handlers);
  const cells = ({ counts, total }: TierCounts): string[] => [...counts, total].map(String);
  return table(
    [{ head: "Class" }, ...[...tiers, "total"].map((head) => ({ head, align: "right" as const }))],
    [
      ...rows.map((row) => [row.classification, ...cells(row)]),
      ["**total**", ...cells(totals).map((count) => `**${count}**`)],
    ],
  );
}
