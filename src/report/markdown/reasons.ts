import { adviceOf } from "../../diagnostics/advice.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { docsLink } from "../../diagnostics/docs-link.ts";
import { messageOf } from "../../diagnostics/message.ts";
import { titleOf } from "../../diagnostics/title.ts";
import type { PlannedHandler } from "../../model/plan.ts";
import { placeOf } from "../findings.ts";
import { groupByReason, sortedReasons } from "../reasons.ts";
import type { ReasonGroup } from "../reasons.ts";
import { counted } from "../wording.ts";
import { code, message, prose } from "./escape.ts";
import { table } from "./table.ts";

export interface ReasonsHeading {
  readonly title: string;
  readonly intro: string;
}

/** The handlers grouped by their gravest reason; nothing if there are none. */
export function reasonsSection(
  handlers: readonly PlannedHandler[],
  { title, intro }: ReasonsHeading,
): readonly string[] {
  if (handlers.length === 0) return [];
  return [`## ${title}`, "", intro, ...groupByReason(handlers).flatMap(groupLines)];
}

function groupLines({ code: reason, handlers }: ReasonGroup): string[] {
  const size = counted(handlers.length, "handler");
  const head = reason === null ? [`### No reason recorded (${size})`] : codeHead(reason, size);
  return [
    "",
    ...head,
    "",
    ...table([{ head: "Handler" }, { head: "Risk" }, { head: "Why" }], handlers.map(handlerRow)),
  ];
}

function codeHead(reason: Diagnostic["code"], size: string): string[] {
  const advice = prose(adviceOf(reason));
  return [
    `### ${reason}: ${prose(titleOf(reason))} (${size})`,
    "",
    `${advice} [More on ${reason}](${docsLink(reason)})`,
  ];
}

function handlerRow(handler: PlannedHandler): string[] {
  const reasons = sortedReasons(handler).map(
    (finding) => `${finding.code} ${code(placeOf(finding))} ${message(messageOf(finding))}`,
  );
  return [code(handler.id), handler.risk, reasons.join("<br>")];
}
