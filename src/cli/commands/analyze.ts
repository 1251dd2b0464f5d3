import { readVerdicts } from "../../apply/verdict-file.ts";
import { renderJson } from "../../report/json.ts";
import { renderMarkdown } from "../../report/markdown.ts";
import type { Terminal } from "../../report/paint.ts";
import { renderText } from "../../report/text.ts";
import { reportedVerdicts } from "../../report/verdicts.ts";
import { exitCodeOf, type ExitCode } from "../exit-code.ts";
import type { CommandContext } from "../handlers.ts";
import { analyse, openRepository, type Repository } from "../open-repository.ts";
import type { AnalyzeOptions } from "../options.ts";
import type { Analysis } from "../pipeline.ts";
import { checkFormats, present } from "../present.ts";

/** `migrate-sessions analyze`: finds, classifies and plans every handler; changes nothing. */
export async function analyze(context: CommandContext, options: AnalyzeOptions): Promise<ExitCode> {
  checkFormats(options);
  const repository = await openRepository(context, options);
  const analysis = withVerdicts(repository, await analyse(repository));
  const diff = options.formats.includes("diff") ? await diffRenderer(repository, analysis) : undefined;
  present(repository, {
    stem: "report",
    options,
    standard: "text",
    render: {
      text: (terminal) => renderText(analysis, terminal),
      json: () => renderJson(analysis, repository.tool),
      md: () => renderMarkdown(analysis, repository.tool),
      ...(diff === undefined ? {} : { diff }),
    },
  });
  return exitCodeOf({ kind: "reported" });
}

function withVerdicts({ root, workspace }: Repository, analysis: Analysis): Analysis {
  const kept = readVerdicts(root);
  if (kept.length === 0) return analysis;
  return { ...analysis, verdicts: reportedVerdicts(kept, (file) => workspace.read(file)?.hash ?? null) };
}

/** Most analyses print no diff, and should not pay for loading what makes one. */
async function diffRenderer(
  { pipeline, workspace }: Repository,
  analysis: Analysis,
): Promise<(terminal: Terminal) => string> {
  const { paintDiff, planDiff } = await import("../../report/diff.ts");
  const plan = pipeline.planMigration(analysis, { phase: "all", only: [], limit: null, includeReview: false });
  return ({ paint }) => paintDiff(planDiff(plan, workspace.read).text, paint);
}
