import { adviceOf } from "../../diagnostics/advice.ts";
import { titleOf } from "../../diagnostics/title.ts";
import type { MigrationResult } from "../../model/plan.ts";
import type { Terminal } from "../paint.ts";
import { groupByReason } from "../reasons.ts";
import type { ReasonGroup } from "../reasons.ts";
import { counted } from "../wording.ts";
import { wrapIndented } from "../wrap.ts";
import { tierPaint } from "./tier-paint.ts";

const shownReasons = 3;
const shownHandlers = 2;

const headings: Readonly<Record<"review" | "manual" | "error", string>> = {
  review: "can be rewritten, and should be looked at",
  manual: "not rewritten",
  error: "could not be analysed",
};

/** The most frequent reasons of a tier: how many handlers, what to do, and the first of them. */
export function reasonsSection(
  result: MigrationResult,
  tier: keyof typeof headings,
  { paint, columns }: Terminal,
): string[] {
  const members = result.handlers.filter((handler) => handler.tier === tier);
  if (members.length === 0) return [];
  const groups = groupByReason(members);
  const more = groups.length - shownReasons;
  return [
    paint.bold(paint[tierPaint[tier]](`${counted(members.length, "handler")} ${headings[tier]}`)),
    ...groups.slice(0, shownReasons).flatMap((group) => reason(group, { paint, columns })),
    ...(more > 0 ? [paint.dim(`      and ${counted(more, "more reason")}`)] : []),
  ];
}

function reason({ code, handlers }: ReasonGroup, { paint, columns }: Terminal): string[] {
  const count = String(handlers.length).padStart(4);
  const indent = " ".repeat(14);
  // Ids are never cut: they are there to be copied.
  const ids = handlers.slice(0, shownHandlers).map((handler) => indent + handler.id);
  if (code === null) return [`${count}  no reason recorded`, ...ids];
  return [
    `${count}  ${paint.cyan(code)}  ${titleOf(code)}`,
    ...wrapIndented(adviceOf(code), columns, indent),
    ...ids.map((id) => paint.dim(id)),
  ];
}
