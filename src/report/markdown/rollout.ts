import type { MigrationResult, Phase } from "../../model/plan.ts";
import { proposalBatchSizes, rolloutBatches } from "../../rollout/order.ts";
import type { Batch } from "../../rollout/order.ts";
import { counted } from "../wording.ts";
import { code, prose } from "./escape.ts";
import { table } from "./table.ts";

const phaseNames: Readonly<Record<Phase, string>> = { 2: "without writes", 3: "with writes" };

/** The handlers that can be rewritten, batch by batch. */
export function rolloutSection(result: MigrationResult): readonly string[] {
  const batches = rolloutBatches(result.handlers);
  if (batches.length === 0) return ["## Rollout order", "", "No handler is waiting to be rewritten."];
  const { read, write } = proposalBatchSizes;
  return [
    "## Rollout order",
    "",
    "Handlers without writes first, then the lowest risk. " +
      `A batch is what is deployed and watched together: ${read} handlers without writes, or ${write} with writes.`,
    ...batches.flatMap(batchLines),
  ];
}

function batchLines({ number, phase, handlers }: Batch): string[] {
  return [
    "",
    `### Batch ${number}: ${counted(handlers.length, "handler")} ${phaseNames[phase]}`,
    "",
    ...table(
      [{ head: "Handler" }, { head: "Tier" }, { head: "Risk" }, { head: "Because of" }],
      handlers.map(({ id, tier, risk, riskFactors }) => [code(id), tier, risk, prose(riskFactors.join(", "))]),
    ),
  ];
}
