import { consequenceOf } from "../diagnostics/consequence.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { docsLink } from "../diagnostics/docs-link.ts";
import { messageOf } from "../diagnostics/message.ts";
import type { PlannedHandler, Tier } from "../model/plan.ts";
import { paintDiff } from "./diff.ts";
import { evidenceTree } from "./explain/evidence.ts";
import { heldText, linesText } from "./explain/held.ts";
import { renderTree } from "./explain/tree.ts";
import type { LineText, Rendering } from "./explain/tree.ts";
import { placeOf } from "./findings.ts";
import type { Paint, Terminal } from "./paint.ts";
import { sortedReasons } from "./reasons.ts";
import { tierPaint } from "./text/tier-paint.ts";
import { truncate, wrapIndented } from "./wrap.ts";

export interface ExplainInput {
  readonly handler: PlannedHandler;
  readonly lineText: LineText;
  /** Unified diff of this handler's migration; empty if there is none. */
  readonly diff: string;
}

/** All that is known about one handler: what it is, how that was found, what happens to it and why. */
export function renderExplanation({ handler, lineText, diff }: ExplainInput, terminal: Terminal): string {
  const { paint } = terminal;
  const sections: readonly (readonly string[])[] = [
    heading(handler, paint),
    facts(handler, paint),
    titled("What it does", renderTree(evidenceTree(handler), { lineText, terminal }), paint),
    titled("Transaction", region(handler, { lineText, terminal }), paint),
    titled("Connection", connection(handler, terminal), paint),
    titled("Reasons", reasons(handler, terminal), paint),
    titled("Change", diff === "" ? [] : [paintDiff(diff.trimEnd(), paint)], paint),
  ];
  const text = sections.filter((section) => section.length > 0).map((section) => section.join("\n"));
  return `${text.join("\n\n")}\n`;
}

function titled(title: string, lines: readonly string[], paint: Paint): string[] {
  return lines.length === 0 ? [] : [paint.bold(title), ...lines];
}

function heading({ id, file, line, method, route }: PlannedHandler, paint: Paint): string[] {
  const name = route === null ? id : `${method ?? ""} ${route}`.trim();
  return [paint.bold(name), ...(route === null ? [] : [id]), paint.dim(placeOf({ file, line }))];
}

const tierText: Readonly<Record<Tier, string>> = {
  auto: "rewritten by default, behaves as today",
  review: "rewritten with --include-review, something differs",
  manual: "not rewritten",
  error: "could not be analysed",
  done: "already migrated",
};

const classText: Readonly<Record<PlannedHandler["classification"], string>> = {
  none: "does not use the database",
  read: "only reads",
  write: "changes or locks rows",
  unknown: "may write, the analysis cannot tell",
};

const phaseText: Readonly<Record<PlannedHandler["phase"], string>> = {
  2: "handlers without writes",
  3: "handlers with writes",
};

function facts(handler: PlannedHandler, paint: Paint): string[] {
  const { tier, classification, phase, risk, riskFactors, wrapper } = handler;
  const fact = (label: string, value: string, text: string): string =>
    `  ${paint.dim(label.padEnd(9))}${value}${text === "" ? "" : paint.dim(` - ${text}`)}`;
  return [
    fact("wrapper", wrapper, ""),
    fact("class", classification, classText[classification]),
    fact("tier", paint[tierPaint[tier]](tier), tierText[tier]),
    fact("phase", String(phase), phaseText[phase]),
    fact("risk", risk, riskFactors.join(", ")),
  ];
}

function region({ file, regions, state }: PlannedHandler, { lineText, terminal }: Rendering): string[] {
  if (state === "migrated") return [];
  return regions.flatMap((lines) => {
    const ends = [...new Set([lines.startLine, lines.endLine])];
    const source = ends.map((line) => `  ${String(line).padStart(5)} | ${(lineText(file, line) ?? "").trimEnd()}`);
    return [`  ${linesText(lines)} of ${file}`, ...source.map((line) => truncate(line, terminal.columns))];
  });
}

function connection(handler: PlannedHandler, { columns, paint }: Terminal): string[] {
  const { today, after } = heldText(handler);
  const entry = (label: string, text: string): string[] =>
    wrapIndented(text, columns, " ".repeat(11)).map((line, index) =>
      index === 0 ? `  ${paint.dim(label.padEnd(9))}${line.trimStart()}` : line,
    );
  return [...entry("today", today), ...(after === null ? [] : entry("after", after))];
}

function reasons(handler: PlannedHandler, terminal: Terminal): string[] {
  return sortedReasons(handler).flatMap((finding) => reason(finding, terminal));
}

function reason(finding: Diagnostic, { columns, paint }: Terminal): string[] {
  return [
    `  ${paint.cyan(finding.code)}  ${consequenceOf(finding.code)}  ${paint.dim(placeOf(finding))}`,
    ...wrapIndented(messageOf(finding), columns, " ".repeat(10)),
    paint.dim(`${" ".repeat(10)}${docsLink(finding.code)}`),
  ];
}
