import { UserError } from "../../diagnostics/user-error.ts";
import { commitOf, gitPlace, isUnchanged } from "../../io/git-tree.ts";
import type { AnalysedVersion } from "./analysed-version.ts";
import type { CleanUp } from "../setup/clean-up.ts";
import { copyOfRevision } from "./copy-of-revision.ts";
import { copyOfWorkingTree } from "./copy-of-working-tree.ts";
import { differenceNotes } from "./difference-notes.ts";

interface BothInput {
  readonly root: string;
  /** Revision to compare with. */
  readonly base: string;
  readonly analyse: (root: string) => Promise<AnalysedVersion>;
  readonly signal: AbortSignal;
  readonly note: (text: string) => void;
}

export interface BothVersions {
  readonly commit: string;
  readonly legacy: AnalysedVersion;
  readonly now: AnalysedVersion;
}

/**
 * Copies and analyses the application as it was and as it is now.
 *
 * @throws UserError if there is nothing to compare with, or nothing differs
 */
export async function bothVersions(input: BothInput, cleanUp: CleanUp): Promise<BothVersions> {
  const { root, base, analyse, signal, note } = input;
  const place = gitPlace(root);
  const commit = commitOf(place, base);
  if (isUnchanged(place, commit)) throw nothingDiffers(base);
  const former = cleanUp.add(await copyOfRevision({ root, revision: commit }), (copy) => copy.remove());
  const working = cleanUp.add(await copyOfWorkingTree({ root }), (copy) => copy.remove());
  signal.throwIfAborted();
  const legacy = await analyse(former.root);
  signal.throwIfAborted();
  const now = await analyse(working.root);
  signal.throwIfAborted();
  const notes = [...former.notes, ...working.notes, ...differenceNotes(base, legacy.workspace, now.workspace)];
  new Set(notes).forEach(note);
  return { commit, legacy, now };
}

function nothingDiffers(base: string): UserError {
  return new UserError(
    `The working tree is the same as ${base}: there is nothing to compare.`,
    "Name the commit before the migration with --base REV.",
  );
}
