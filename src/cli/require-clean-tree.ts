import { ownChanges } from "../apply/own-changes.ts";
import { UserError } from "../diagnostics/user-error.ts";
import { gitState, type GitState } from "../io/git-state.ts";
import type { Plan } from "../model/plan.ts";
import type { RepositoryPath } from "../model/text.ts";
import type { Repository } from "./open-repository.ts";

/**
 * Refuses to write into a tree with somebody else's uncommitted work: afterwards nobody could tell the two apart. What
 * an earlier run has written itself does not count, so that an interrupted migration can go on. Files that git does
 * not know only count if the plan would change them.
 *
 * @throws UserError if the tree is not clean, or git does not say
 */
export function requireCleanTree(repository: Repository, plan: Plan): void {
  const state = gitState(repository.root);
  if (state.kind === "none") {
    repository.note("Not a git repository: the original texts are only in .migrate-sessions/journal.jsonl.");
    return;
  }
  if (state.kind === "unknown") throw unclear(state.problem);
  const files = foreignChanges(repository, plan, state);
  if (files.length > 0) throw dirty(files);
}

function foreignChanges(
  { root, workspace }: Repository,
  plan: Plan,
  state: Extract<GitState, { kind: "repository" }>,
): readonly RepositoryPath[] {
  const planned = new Set(plan.files.map(({ file }) => file));
  const candidates = [...state.changed, ...state.untracked.filter((file) => planned.has(file))];
  const own = ownChanges(root);
  return candidates.filter((file) => {
    const hash = workspace.read(file)?.hash;
    return hash === undefined || !own.isOwnWork(file, hash);
  });
}

const shown = 5;

function dirty(files: readonly RepositoryPath[]): UserError {
  const list = files.slice(0, shown).map((file) => `\n  ${file}`);
  const more = files.length > shown ? [`\n  and ${files.length - shown} more`] : [];
  return new UserError(
    `The git tree has changes that are not committed:${[...list, ...more].join("")}`,
    "Commit or stash them, so that the migration is a change of its own; or go on with --force.",
  );
}

function unclear(problem: string): UserError {
  return new UserError(
    `git does not say whether the tree is clean: ${problem}`,
    "Put that right, or go on with --force.",
  );
}
