import type { NameInModule, ScaffoldFacts } from "../analyse/scaffold/facts.ts";
import type { Workspace } from "../io/workspace.ts";
import type { RepositoryPath } from "../model/text.ts";
import { FileDraft } from "./file-draft.ts";

/** Everything that is planned so far, and what it is planned from. */
export interface ScaffoldDraft {
  readonly facts: ScaffoldFacts;
  readonly hasPolicies: boolean;
  readonly files: ReadonlyMap<RepositoryPath, FileDraft>;
  file(path: RepositoryPath): FileDraft;
  /** True the first time: several wrappers share a lookup, a client and the functions between. */
  isNew(target: NameInModule): boolean;
  /** The local name of something in a file, imported there if need be; `taken` are names that hide an import. */
  nameIn(file: FileDraft, target: NameInModule, taken?: readonly string[]): string;
}

export function createDraft(given: {
  readonly facts: ScaffoldFacts;
  readonly workspace: Workspace;
  readonly hasPolicies: boolean;
}): ScaffoldDraft {
  const { facts, workspace, hasPolicies } = given;
  const files = new Map<RepositoryPath, FileDraft>();
  const made = new Set<string>();
  return {
    facts,
    hasPolicies,
    files,
    file(path) {
      const known = files.get(path);
      if (known) return known;
      const ofFile = facts.factsOf(path);
      if (!ofFile) throw new Error(`${path} was analysed and is not there`);
      const draft = new FileDraft(ofFile, workspace.read(path)?.text ?? "");
      files.set(path, draft);
      return draft;
    },
    isNew({ file, name }) {
      const key = `${file}#${name}`;
      const isNew = !made.has(key);
      made.add(key);
      return isNew;
    },
    nameIn(file, target, taken = []) {
      const specifier = facts.specifierFor(file.facts.file, target.file);
      return file.nameOf(target, { specifier, taken });
    },
  };
}
