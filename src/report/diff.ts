import { formatPatch, structuredPatch } from "diff";
import { diagnostic } from "../diagnostics/create.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { rawText } from "../io/text-file.ts";
import type { TextFile, Workspace } from "../io/workspace.ts";
import { compareBy } from "../model/compare.ts";
import type { Plan, PlannedFile } from "../model/plan.ts";
import type { RepositoryPath } from "../model/text.ts";
import { applyEdits } from "../plan/apply-edits.ts";
import type { Paint } from "./paint.ts";

export interface PlanDiff {
  /** Unified diffs in git's format, files sorted: `git apply` takes it. */
  readonly text: string;
  /** Files that the diff leaves out, as applying the plan would: changed or removed since it was made (MS5001). */
  readonly refused: readonly Diagnostic[];
}

/** One file before and after, byte order marks included; `before` is null for a file that is created. */
export interface FileChange {
  readonly file: RepositoryPath;
  readonly before: string | null;
  readonly after: string;
}

/** What applying the plan would change in the files as `read` finds them. */
export function planDiff(plan: Plan, read: Workspace["read"]): PlanDiff {
  const texts: string[] = [];
  const refused: Diagnostic[] = [];
  for (const planned of [...plan.files].sort(compareBy((file) => file.file))) {
    const change = changeOf(planned, read(planned.file));
    if ("code" in change) refused.push(change);
    else texts.push(fileDiff(change));
  }
  return { text: texts.join(""), refused };
}

function changeOf(planned: PlannedFile, found: TextFile | null): FileChange | Diagnostic {
  const { file, hash, create, edits } = planned;
  if ((found?.hash ?? null) !== hash) {
    const data = { expected: hash ?? "no file", found: found?.hash ?? "no file" };
    return diagnostic("MS5001", { file, line: 1 }, data);
  }
  if (found === null) return { file, before: null, after: create ?? "" };
  return { file, before: rawText(found), after: rawText({ ...found, text: applyEdits(found.text, edits) }) };
}

/** The unified diff of one file in git's format; empty if nothing changes. */
export function fileDiff({ file, before, after }: FileChange): string {
  if (before === after) return "";
  const isCreate = before === null;
  const oldName = isCreate ? "/dev/null" : `a/${file}`;
  const patch = structuredPatch(oldName, `b/${file}`, before ?? "", after, undefined, undefined, { context: 3 });
  return formatPatch({ ...patch, isGit: true, isCreate });
}

/** The same diff in colours, for a terminal. */
export function paintDiff(diff: string, paint: Paint): string {
  return diff
    .split("\n")
    .map((line) => paintLine(line, paint))
    .join("\n");
}

function paintLine(line: string, paint: Paint): string {
  if (/^(diff --git |new file mode |--- |\+\+\+ )/.test(line)) return paint.bold(line);
  if (line.startsWith("@@")) return paint.cyan(line);
  if (line.startsWith("+")) return paint.green(line);
  return line.startsWith("-") ? paint.red(line) : line;
}
