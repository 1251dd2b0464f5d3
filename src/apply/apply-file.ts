import { accessSync, constants, mkdirSync, readFileSync, statSync, type Stats } from "node:fs";
import { isUtf8 } from "node:buffer";
import { dirname } from "node:path";
import { diagnostic } from "../diagnostics/create.ts";
import type { Diagnostic, DiagnosticData } from "../diagnostics/diagnostic.ts";
import { errorCode } from "../io/error-code.ts";
import { hashOf, rawText, textFile } from "../io/text-file.ts";
import type { PlannedFile } from "../model/plan.ts";
import type { SourceLocation } from "../model/text.ts";
import { applyEdits, describeEdit, findOverlap } from "../plan/apply-edits.ts";
import type { Journal } from "./journal.ts";
import type { OwnChanges } from "./own-changes.ts";
import { writeFileAtomically } from "./write-file.ts";
import { writeTarget } from "./write-target.ts";

/** `unchanged`: the file is as the plan wants it already. */
export type FileOutcome =
  { readonly kind: "written" | "created" | "unchanged" } | { readonly kind: "refused"; readonly reason: Diagnostic };

export interface ApplyContext {
  /** The root's real path. */
  readonly root: string;
  /** Names the run in the journal. */
  readonly run: string;
  readonly journal: Journal;
  readonly ownChanges: OwnChanges;
}

/**
 * Makes the planned change of one file, or says why not. Either way the file is whole: as it was, or as planned.
 *
 * @throws UserError if the journal cannot be written
 */
export function applyFile(planned: PlannedFile, context: ApplyContext): FileOutcome {
  const target = writeTarget(context.root, planned.file);
  if (target.kind === "outside") return refuse(diagnostic("MS5003", placeOf(planned), { target: target.target }));
  if (planned.create !== undefined) return createFile(planned, planned.create, { ...context, ...target });
  if (target.kind === "missing") return changedSincePlan(planned, "no file");
  return editFile(planned, { ...context, path: target.path });
}

type TargetContext = ApplyContext & { readonly path: string };

function editFile(planned: PlannedFile, context: TargetContext): FileOutcome {
  const stats = statSync(context.path);
  const problem = whyNotWritable(context.path, stats);
  if (problem !== null) return refuse(diagnostic("MS5002", placeOf(planned), { problem }));
  const bytes = readFileSync(context.path);
  const hash = hashOf(bytes);
  if (hash !== planned.hash) return changedOrDone(planned, hash, context);
  if (!isUtf8(bytes)) return refuse(diagnostic("MS5002", placeOf(planned), { problem: "it is not UTF-8 text" }));

  const { text, hasByteOrderMark } = textFile(bytes.toString("utf8"));
  const conflict = conflictOf(planned, text);
  if (conflict !== null) return refuse(diagnostic("MS5004", placeOf(planned), conflict));
  const before = rawText({ text, hasByteOrderMark });
  const after = rawText({ text: applyEdits(text, planned.edits), hasByteOrderMark });
  if (after === before) return { kind: "unchanged" };
  return write(planned, { ...context, before: { hash, text: before }, after, stats });
}

function createFile(
  planned: PlannedFile,
  text: string,
  context: TargetContext & { readonly kind: string },
): FileOutcome {
  if (context.kind === "missing") return write(planned, { ...context, before: null, after: text, stats: null });
  const isSame = statSync(context.path).isFile() && hashOf(readFileSync(context.path)) === hashOf(text);
  if (isSame) return { kind: "unchanged" };
  return refuse(diagnostic("MS5002", placeOf(planned), { problem: "a file of this name exists already" }));
}

interface Write extends TargetContext {
  readonly before: { readonly hash: string; readonly text: string } | null;
  readonly after: string;
  readonly stats: Stats | null;
}

function write(planned: PlannedFile, { path, run, journal, before, after, stats }: Write): FileOutcome {
  const { file, handlers } = planned;
  journal.append({ version: 1, run, file, handlers, before, after: { hash: hashOf(after) } });
  try {
    if (before === null) mkdirSync(dirname(path), { recursive: true });
    writeFileAtomically(path, after, stats);
  } catch (error) {
    const code = errorCode(error);
    if (code === null) throw error;
    return refuse(diagnostic("MS5002", placeOf(planned), { problem: `the system says ${code}` }));
  }
  return { kind: before === null ? "created" : "written" };
}

/** Replacing a file needs a writable directory only, so the file's own protection is looked at here. */
function whyNotWritable(path: string, stats: Stats): string | null {
  if (!stats.isFile()) return "it is not a regular file";
  if ((stats.mode & 0o222) === 0) return "it is read-only";
  try {
    accessSync(path, constants.W_OK);
    return null;
  } catch (error) {
    return `the system says ${errorCode(error) ?? "no"}`;
  }
}

/** A plan that is applied a second time finds its own work, which is no change by somebody else. */
function changedOrDone(planned: PlannedFile, found: string, { ownChanges }: ApplyContext): FileOutcome {
  const isDone = ownChanges.hasMade({ file: planned.file, before: planned.hash, after: found });
  return isDone ? { kind: "unchanged" } : changedSincePlan(planned, found);
}

function changedSincePlan(planned: PlannedFile, found: string): FileOutcome {
  return refuse(diagnostic("MS5001", placeOf(planned), { expected: planned.hash ?? "no file", found }));
}

function conflictOf({ edits }: PlannedFile, text: string): DiagnosticData["MS5004"] | null {
  const overlap = findOverlap(edits);
  if (overlap !== null) return { first: describeEdit(overlap[0]), second: describeEdit(overlap[1]) };
  const beyond = edits.find((edit) => edit.end > text.length);
  return beyond === undefined ? null : { first: describeEdit(beyond), second: `the end of the file at ${text.length}` };
}

function placeOf({ file }: PlannedFile): SourceLocation {
  return { file, line: 1 };
}

function refuse(reason: Diagnostic): FileOutcome {
  return { kind: "refused", reason };
}
