import { UserError } from "../../diagnostics/user-error.ts";
import { readInput } from "../../io/read-input.ts";
import { writeOutput } from "../../io/write-output.ts";
import { renderCheck } from "../../report/check.ts";
import { counted } from "../../report/wording.ts";
import { baselineOf, emptyBaseline, formatBaseline, parseBaseline, type Baseline } from "../../rollout/baseline.ts";
import { checkRepository, type CheckOutcome } from "../../rollout/check.ts";
import { exitCodeOf, type ExitCode } from "../exit-code.ts";
import { findingJson } from "../finding-json.ts";
import type { CommandContext } from "../handlers.ts";
import { analyse, openRepository, type Repository } from "../open-repository.ts";
import type { CheckOptions } from "../options.ts";
import type { Analysis } from "../pipeline.ts";
import { checkFormats, present } from "../present.ts";

const defaultBaseline = "migrate-sessions.baseline.json";

/** `migrate-sessions check`: for CI; changes nothing but the baseline, and that only when it is told to. */
export async function check(context: CommandContext, options: CheckOptions): Promise<ExitCode> {
  checkFormats(options);
  const repository = await openRepository(context, options);
  const accepted = options.updateBaseline ? null : readBaseline(repository, options.baseline);
  const analysis = await analyse(repository);
  const baseline = accepted ?? updateBaseline(repository, analysis, options.baseline ?? defaultBaseline);
  const outcome = checkRepository(analysis, baseline);
  present(repository, {
    stem: "check",
    options,
    standard: "text",
    render: { text: (terminal) => renderCheck(outcome, terminal), json: () => checkJson(outcome, repository) },
  });
  return exitCodeOf({ kind: "checked", violations: outcome.violations.length });
}

function readBaseline({ root }: Repository, named: string | null): Baseline {
  const file = named ?? defaultBaseline;
  const text = readInput(root, file);
  if (text === null && named === null) return emptyBaseline;
  if (text === null) {
    throw new UserError(
      `There is no baseline file ${file}.`,
      "Write it with `migrate-sessions check --update-baseline`.",
    );
  }
  const parsed = parseBaseline(text);
  if (parsed.ok) return parsed.baseline;
  throw new UserError(`The baseline file ${file} cannot be used. ${parsed.problem}`);
}

function updateBaseline({ root, note }: Repository, analysis: Analysis, file: string): Baseline {
  const baseline = baselineOf(analysis);
  writeOutput(root, file, formatBaseline(baseline));
  note(`Wrote ${counted(baseline.handlers.length, "legacy handler")} to ${file}.`);
  return baseline;
}

function checkJson({ violations, notes }: CheckOutcome, { tool }: Repository): string {
  const content = { version: 1, tool, violations: violations.map(findingJson), notes: notes.map(findingJson) };
  return `${JSON.stringify(content, null, 2)}\n`;
}
