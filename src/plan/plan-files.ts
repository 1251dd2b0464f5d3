import type { FileFacts } from "../model/file.ts";
import type { HandlerFacts } from "../model/handler.ts";
import type { PlannedFile, PlannedHandler } from "../model/plan.ts";
import type { Edit, RepositoryPath } from "../model/text.ts";
import { compareBy } from "../model/compare.ts";
import { type ImportPlan, type ImportTarget, planImports, type WrapperRename } from "./imports.ts";

/** A handler that is to be migrated: what was found, and what was decided. */
export interface Chosen {
  readonly facts: HandlerFacts;
  readonly planned: PlannedHandler;
  /** The replacement's exported name. */
  readonly replacement: string;
}

export interface FilePlanning {
  readonly files: readonly FileFacts[];
  readonly texts: ReadonlyMap<RepositoryPath, string>;
  /** The import of the tenant transaction for a file; null if there is none. */
  readonly tenantTarget: (file: RepositoryPath) => ImportTarget | null;
  /** Names declared in handler functions of a file. */
  readonly hiddenNames: (file: RepositoryPath) => readonly string[];
}

/** Gathers the edits of the chosen handlers by file, with the imports that they need. Files are sorted by path. */
export function planFiles(planning: FilePlanning, chosen: readonly Chosen[]): readonly PlannedFile[] {
  return planning.files
    .map((file) => planFile(planning, file, chosen))
    .filter(({ edits }) => edits.length > 0)
    .sort(compareBy(({ file }) => file));
}

function planFile(planning: FilePlanning, facts: FileFacts, chosen: readonly Chosen[]): PlannedFile {
  const { file, hash } = facts;
  const calls = chosen.filter((one) => one.facts.file === file);
  const bodies = chosen.filter(({ planned }) => planned.edits.some((edit) => edit.file === file));
  const imports = planImports(facts, planning.texts.get(file) ?? "", {
    wrappers: renames(calls),
    tenantTransaction: bodies.some(({ planned }) => planned.needs.tenantTransaction)
      ? planning.tenantTarget(file)
      : null,
    hiddenNames: planning.hiddenNames(file),
  });
  const edits = [
    ...imports.edits,
    ...calls.flatMap((one) => renameEdits(one, imports)),
    ...uniqueEdits(bodies.flatMap(({ planned }) => planned.edits.filter((edit) => edit.file === file))),
  ].sort(
    compareBy(
      ({ start }) => start,
      ({ end }) => end,
    ),
  );
  const handlers = [...new Set([...calls, ...bodies].map(({ planned }) => planned.id))].sort();
  return { file, hash, handlers, edits };
}

/** One request for each local name by which the file calls a wrapper. */
function renames(calls: readonly Chosen[]): readonly WrapperRename[] {
  const byLocal = new Map<string, WrapperRename>();
  for (const { facts, replacement } of calls) {
    const { calleeImport } = facts;
    if (calleeImport.kind !== "named") continue;
    const known = byLocal.get(calleeImport.local);
    byLocal.set(calleeImport.local, { local: calleeImport.local, replacement, calls: (known?.calls ?? 0) + 1 });
  }
  return [...byLocal.values()];
}

function renameEdits({ facts, replacement }: Chosen, imports: ImportPlan): readonly Edit[] {
  const { calleeImport, calleeName, file } = facts;
  const name =
    calleeImport.kind === "named" ? (imports.wrapperNames.get(calleeImport.local) ?? replacement) : replacement;
  const isSame = calleeImport.kind === "named" && calleeImport.local === name;
  return isSame ? [] : [{ ...calleeName, file, text: name }];
}

/** Wrapper calls may share a handler function: its edits count once. */
function uniqueEdits(edits: readonly Edit[]): readonly Edit[] {
  return [...new Map(edits.map((edit) => [`${edit.start}:${edit.end}:${edit.text}`, edit])).values()];
}
