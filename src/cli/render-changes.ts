import type { ApplyResult } from "../apply/apply-plan.ts";
import { messageOf } from "../diagnostics/message.ts";
import type { Plan } from "../model/plan.ts";
import type { ToolInfo } from "../model/report.ts";
import type { RepositoryPath } from "../model/text.ts";
import type { Terminal } from "../report/paint.ts";
import { counted } from "../report/wording.ts";
import { findingJson } from "./finding-json.ts";

/** What a command did to the files, or would do under `--dry-run`: then everything is pending. */
export interface Changes extends ApplyResult {
  readonly plan: Plan;
  readonly dryRun: boolean;
}

const shown = 20;

/** What was done, file by file up to a screenful. What was not done is in `problemLines`. */
export function renderChanges(changes: Changes, { paint }: Terminal): string {
  const touched = [...changes.written, ...changes.created];
  const lines = [paint.bold(headline(changes)), ...fileList(touched)];
  return `${lines.join("\n")}\n`;
}

/** One line: how much was changed, or would be. */
export function headline({ plan, written, created, unchanged, dryRun }: Changes): string {
  if (plan.files.length === unchanged.length) return "Nothing to change.";
  if (dryRun) return `Would change ${planSize(plan)}. Nothing has been written.`;
  const verb = plan.kind === "scaffold" ? "Changed" : "Migrated handlers in";
  const before = unchanged.length > 0 ? `; ${unchanged.length} had the change already` : "";
  return `${verb} ${written.length + created.length} of ${counted(plan.files.length, "file")}${before}.`;
}

/** The same for programs. The format is stable: fields may be added, none goes or changes its meaning. */
export function changesJson(changes: Changes, tool: ToolInfo): string {
  const { plan, dryRun, written, created, unchanged, remaining, refusals } = changes;
  const handlers = handlersOf(plan).toSorted();
  const refused = refusals.map(findingJson);
  const content = { version: 1, tool, dryRun, handlers, written, created, unchanged, remaining, refused };
  return `${JSON.stringify(content, null, 2)}\n`;
}

/** One line: `12 handlers in 10 files`, `3 files` for what is not about handlers. */
export function planSize(plan: Plan): string {
  const files = counted(plan.files.length, "file");
  return plan.kind === "scaffold" ? files : `${counted(handlersOf(plan).length, "handler")} in ${files}`;
}

/** What was refused, and what is left after an interruption: for stderr, whatever the format. */
export function problemLines({ refusals, remaining, written, created, dryRun }: Changes): readonly string[] {
  const refused = refusals.map((refusal) => `Refused ${refusal.file}: ${refusal.code} ${messageOf(refusal)}`);
  if (dryRun || remaining.length === 0) return refused;
  const done = written.length + created.length;
  return [
    ...refused,
    `Interrupted: ${counted(done, "file")} done, ${remaining.length} left as before, none half-written.`,
    "Run the same command again to go on.",
  ];
}

function handlersOf({ files }: Plan): readonly string[] {
  return [...new Set(files.flatMap(({ handlers }) => handlers))];
}

function fileList(files: readonly RepositoryPath[]): readonly string[] {
  const list = files.slice(0, shown).map((file) => `  ${file}`);
  return files.length > shown ? [...list, `  and ${files.length - shown} more`] : list;
}
