import { compareBy } from "../../model/compare.ts";
import type { MigrationResult, PlannedHandler } from "../../model/plan.ts";
import { summariseVerdicts, verdictWords } from "../verdicts.ts";
import { code, prose } from "./escape.ts";
import { table } from "./table.ts";

/** Every handler in one table, folded: nothing that was found is missing from the report. */
export function allHandlersSection(result: MigrationResult): readonly string[] {
  const { handlers } = result;
  if (handlers.length === 0) return [];
  const sorted = [...handlers].sort(
    compareBy(
      (handler) => handler.id,
      (handler) => handler.line,
    ),
  );
  const heads = ["Handler", "Line", "Route", "Class", "Tier", "Phase", "Risk", "Because of"];
  const verified = verdictColumn(result);
  return [
    "## All handlers",
    "",
    "<details>",
    "<summary>Class, tier, phase and risk of each</summary>",
    "",
    ...table(
      [...heads, ...verified.heads].map((head) => ({ head, align: head === "Line" ? "right" : "left" })),
      sorted.map((handler) => [...handlerRow(handler), ...verified.cells(handler)]),
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

interface VerdictColumn {
  readonly heads: readonly string[];
  readonly cells: (handler: PlannedHandler) => readonly string[];
}

/** Only there once something has been verified. */
function verdictColumn(result: MigrationResult): VerdictColumn {
  if (summariseVerdicts(result) === null) return { heads: [], cells: () => [] };
  const words = new Map(
    result.verdicts?.map(({ id, verdict, isCurrent }) => [
      id,
      verdictWords[verdict] + (isCurrent ? "" : " (old code)"),
    ]),
  );
  return { heads: ["Verified"], cells: ({ id }) => [words.get(id) ?? ""] };
}
