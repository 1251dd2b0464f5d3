import { compareBy } from "../model/compare.ts";
import type { RepositoryVerification, SeenDifference, Verdict, VerifiedHandler } from "../model/verification.ts";
import type { Paint, Terminal } from "./paint.ts";
import { countVerdicts, verdictCounts, verdictWords } from "./verdicts.ts";
import { counted } from "./wording.ts";

/** What `verify` prints: a line for each handler, then what differs, then the numbers. */
export function renderVerification(result: RepositoryVerification, { paint }: Terminal): string {
  const sections = [
    inOrder(result.handlers).map((handler) => handlerLine(handler, paint)),
    ...result.handlers.flatMap((handler) => details(handler, paint)),
    [summaryLine(result, paint)],
  ];
  return `${sections
    .filter((section) => section.length > 0)
    .map((section) => section.join("\n"))
    .join("\n\n")}\n`;
}

const verdictPaint: Readonly<Record<Verdict, keyof Paint>> = {
  same: "green",
  "as-listed": "yellow",
  different: "red",
  "not-exercised": "dim",
};

/** What a person must look at comes last: that is what a terminal shows. */
function inOrder(handlers: readonly VerifiedHandler[]): readonly VerifiedHandler[] {
  const order: readonly Verdict[] = ["not-exercised", "same", "as-listed", "different"];
  return [...handlers].sort(
    compareBy(
      ({ verdict }) => order.indexOf(verdict),
      ({ id }) => id,
    ),
  );
}

function handlerLine({ id, verdict, requests, faults, listed }: VerifiedHandler, paint: Paint): string {
  const runs = `${counted(requests, "request")}, ${counted(faults.statement + faults.external, "failing step")}`;
  const why = verdict === "as-listed" ? ` (${listed.join(", ")})` : "";
  const seen = verdict === "not-exercised" ? "" : `  ${paint.dim(runs)}`;
  return `${paint[verdictPaint[verdict]](verdictWords[verdict].padEnd(13))}  ${id}${why}${seen}`;
}

/** A few of the differences: the first of them is most often the cause of all. */
const shownDifferences = 3;

function details(handler: VerifiedHandler, paint: Paint): (readonly string[])[] {
  const { id, differences, unlisted, stale, broken } = handler;
  const more = differences.length - shownDifferences;
  const notes = [
    ...(unlisted.length === 0
      ? []
      : [`${paint.red("error")}  ${id}`, `  The analysis did not list ${unlisted.join(", ")}: please report it.`]),
    ...broken.slice(0, 1).map((text) => `${paint.red("broken")}  ${id}\n  ${text.replaceAll("\n", "\n  ")}`),
    ...(stale.length === 0 ? [] : [`${paint.yellow("stale")}  ${id}  ${stale.join(", ")} never showed in these runs.`]),
  ];
  return [
    ...differences.slice(0, shownDifferences).map((difference) => [differenceText(difference, paint)]),
    ...(more > 0 ? [[paint.dim(`and ${counted(more, "more difference")} of ${id}; --format json has all`)]] : []),
    notes,
  ];
}

function differenceText({ text }: SeenDifference, paint: Paint): string {
  const [head = "", ...rest] = text.split("\n");
  return [paint.bold(head), ...rest.map((line) => painted(line, paint))].join("\n");
}

function painted(line: string, paint: Paint): string {
  if (line.startsWith("    -")) return paint.red(line);
  return line.startsWith("    +") ? paint.green(line) : line;
}

function summaryLine({ handlers, totals }: RepositoryVerification, paint: Paint): string {
  const { requests, statements, faults, seconds } = totals;
  const numbers = `${counted(requests, "request")}, ${counted(statements, "statement")}, ${counted(faults, "failing step")}, ${seconds} s`;
  return `${paint.bold(counted(handlers.length, "handler"))}: ${verdictCounts(countVerdicts(handlers))}; ${numbers}`;
}
