import { compareBy } from "../../model/compare.ts";
import type { MigrationResult, PlannedHandler } from "../../model/plan.ts";
import { code, prose } from "./escape.ts";
import { table } from "./table.ts";

/** Every handler in one table, folded: nothing that was found is missing from the report. */
export function allHandlersSection({ handlers }: MigrationResult): readonly string[] {
  if (handlers.length === 0) return [];
  const sorted = [...handlers].sort(
    compareBy(
      (handler) => handler.id,
      (handler) => handler.line,
    ),
  );
  const heads = ["Handler", "Line", "Route", "Class", "Tier", "Phase", "Risk", "Because of"];
  return [
    "## All handlers",
    "",
    "<details>",
    "<summary>Class, tier, phase and risk of each</summary>",
    "",
    ...table(
      heads.map((head) => ({ head, align: head === "Line" ? "right" : "left" })),
      sorted.map(handlerRow),
    ),
    "",
    "</details>",
  ];
}

function handlerRow(handler: PlannedHandler): string[] {
  const { id, line, route, classification, tier, phase, risk, riskFactors } = handler;
  const factors = prose(riskFactors.join(", "));
  return [code(id), String(line), code(route ?? ""), classification, tier, String(phase), risk, factors];
}
