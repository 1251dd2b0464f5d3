import { structuredPatch } from "diff";
import type { Difference, DifferingPart } from "./compare.ts";

/** A difference with what a person must know to look into it. */
export interface DifferenceFound {
  readonly handlers: readonly string[];
  /** The request's name. */
  readonly request: string;
  /** What failed, as `describeFault` says it; null if nothing did. */
  readonly fault: string | null;
  readonly difference: Difference;
}

const MOST_LINES = 80;

/** A difference as text: where it is, then a diff of each part that differs, in at most 80 lines. */
export function renderDifference({ handlers, request, fault, difference }: DifferenceFound): string {
  const head = [
    handlers.length === 0 ? "(no handler was reached)" : handlers.join(", "),
    `  request: ${request}`,
    `  fault:   ${fault ?? "none"}`,
    `  differs: ${difference.parts.map(({ part }) => part).join(", ")} (- legacy, + migrated)`,
  ];
  return shortened([...head, ...difference.parts.flatMap(renderPart)]).join("\n");
}

function renderPart({ part, legacy, migrated }: DifferingPart): readonly string[] {
  const { hunks } = structuredPatch("", "", textOf(legacy), textOf(migrated), "", "", { context: 3 });
  const lines = hunks.flatMap((hunk, index) => [...(index === 0 ? [] : ["    ..."]), ...hunk.lines.map(indented)]);
  return ["", `  ${part}`, ...lines];
}

function indented(line: string): string {
  return `    ${line}`;
}

function textOf(value: unknown): string {
  if (value === undefined) return "(nothing)\n";
  return `${typeof value === "string" ? value : JSON.stringify(value, null, 2)}\n`;
}

function shortened(lines: readonly string[]): readonly string[] {
  if (lines.length <= MOST_LINES) return lines;
  const kept = lines.slice(0, MOST_LINES - 1);
  return [...kept, `  (${lines.length - kept.length} more lines)`];
}
