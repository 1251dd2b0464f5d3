import type { PlannedHandler } from "../../model/plan.ts";
import { planDiff } from "../../report/diff.ts";
import { renderExplanation } from "../../report/explain.ts";
import { jsonReport } from "../../report/json.ts";
import { exitCodeOf, type ExitCode } from "../exit-code.ts";
import type { CommandContext } from "../handlers.ts";
import { analyse, openRepository, type Repository } from "../open-repository.ts";
import type { ExplainOptions } from "../options.ts";
import type { Analysis } from "../pipeline.ts";
import { checkFormats, present } from "../present.ts";
import { handlerOf } from "../select.ts";

/** `migrate-sessions explain ID`: everything that is known about one handler. */
export async function explain(context: CommandContext, options: ExplainOptions): Promise<ExitCode> {
  checkFormats(options);
  const repository = await openRepository(context, options);
  const analysis = await analyse(repository);
  const handler = handlerOf(analysis.handlers, options.id);
  const diff = diffOf(repository, analysis, handler);
  const lineText = lineReader(repository);
  present(repository, {
    stem: "explain",
    options,
    standard: "text",
    render: {
      text: (terminal) => renderExplanation({ handler, lineText, diff }, terminal),
      json: () => explanationJson(repository, { handler, diff }),
    },
  });
  return exitCodeOf({ kind: "reported" });
}

/** The diff of this handler alone, also where it is only rewritten on request. */
function diffOf({ pipeline, workspace }: Repository, analysis: Analysis, { id }: PlannedHandler): string {
  const plan = pipeline.planMigration(analysis, { phase: "all", only: [id], limit: null, includeReview: true });
  return planDiff(plan, workspace.read).text;
}

function lineReader({ workspace }: Repository): (file: string, line: number) => string | null {
  const lines = new Map<string, readonly string[]>();
  return (file, line) => {
    const known = lines.get(file) ?? workspace.read(file)?.text.split(/\r?\n/) ?? [];
    lines.set(file, known);
    return known[line - 1] ?? null;
  };
}

function explanationJson({ tool }: Repository, { handler, diff }: { handler: PlannedHandler; diff: string }): string {
  const [reported] = jsonReport({ handlers: [handler], diagnostics: [] }, tool).handlers;
  return `${JSON.stringify({ version: 1, tool, handler: reported, diff }, null, 2)}\n`;
}
