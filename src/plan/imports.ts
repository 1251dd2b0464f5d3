import type { FileFacts, ImportedName, ImportFacts } from "../model/file.ts";
import type { Edit, RepositoryPath } from "../model/text.ts";
import type { ImportChange } from "./import-change.ts";
import { importEdits } from "./import-edits.ts";

/** What one file needs to import for the handlers that are migrated in it. */
export interface ImportRequest {
  /** One entry for each local name under which the file calls a legacy wrapper. */
  readonly wrappers: readonly WrapperRename[];
  /** The tenant transaction, if an edit of this file calls it. */
  readonly tenantTransaction: ImportTarget | null;
  /** Names declared inside the functions that get the new calls: an import that one of them hides is of no use. */
  readonly hiddenNames: readonly string[];
}

export interface WrapperRename {
  /** The name that the file calls: the alias if there is one. */
  readonly local: string;
  /** The replacement's exported name. It is exported by the module that the legacy wrapper is imported from. */
  readonly replacement: string;
  /** How many uses of `local` are migrated. */
  readonly calls: number;
}

export interface ImportTarget {
  /** Exported name. */
  readonly name: string;
  /** How this file would import it. */
  readonly specifier: string;
  /** Repository file that `specifier` resolves to, if known. */
  readonly resolved: RepositoryPath | null;
}

export interface ImportPlan {
  readonly edits: readonly Edit[];
  /** How the migrated calls of each wrapper are written, by the local name that they have now. */
  readonly wrapperNames: ReadonlyMap<string, string>;
  /** How the tenant transaction is called; null if it was not asked for. */
  readonly tenantTransactionName: string | null;
}

/**
 * Plans the import edits of one file. A value is never added to `import type`; a name that is imported already is used
 * under its local name; a module that is imported already gets a longer list rather than a second import; a name that
 * is taken is imported under an alias. Planned again on its own result, the same request gives no edit.
 *
 * @param text the text that the positions of `facts` count in
 */
export function planImports(facts: FileFacts, text: string, request: ImportRequest): ImportPlan {
  const draft: Draft = { facts, hidden: new Set(request.hiddenNames), changes: [] };
  const wrapperNames = new Map<string, string>();
  for (const rename of request.wrappers) {
    const outcome = planWrapper(draft, rename);
    wrapperNames.set(rename.local, outcome.local);
    draft.changes.push(...outcome.changes);
  }
  const tenant = request.tenantTransaction === null ? null : planTarget(draft, request.tenantTransaction);
  if (tenant !== null) draft.changes.push(...tenant.changes);
  return {
    edits: importEdits(facts, text, draft.changes),
    wrapperNames,
    tenantTransactionName: tenant?.local ?? null,
  };
}

/** What has been decided so far: later names must not collide with earlier ones. */
interface Draft {
  readonly facts: FileFacts;
  readonly hidden: ReadonlySet<string>;
  readonly changes: ImportChange[];
}

interface Outcome {
  /** The name to call. */
  readonly local: string;
  readonly changes: readonly ImportChange[];
}

function planWrapper(draft: Draft, rename: WrapperRename): Outcome {
  const found = findLocal(draft.facts, rename.local);
  if (found === null) return planDefaultImport(draft, rename);
  const { statement, name } = found;
  if (rename.calls === 0 || name.imported === rename.replacement) return { local: name.local, changes: [] };

  const existing = findExported(draft, rename.replacement, statement);
  const isLastUse = name.uses.length <= rename.calls;
  if (existing !== null) return { local: existing, changes: isLastUse ? [{ kind: "remove", statement, name }] : [] };
  const isAliased = name.local !== name.imported;
  if (isLastUse && isAliased) return replaced(found, rename.replacement, name.local);

  const local = freeName(draft, [rename.replacement, `${rename.local}V2`]);
  if (isLastUse) return replaced(found, rename.replacement, local);
  return { local, changes: [{ kind: "add", statement, imported: rename.replacement, local, beside: name }] };
}

function replaced({ statement, name }: Found, imported: string, local: string): Outcome {
  return { local, changes: [{ kind: "replace", statement, name, imported, local }] };
}

/** The legacy wrapper is the module's default export, or no import at all: then the replacement is in scope already. */
function planDefaultImport(draft: Draft, { local, replacement }: WrapperRename): Outcome {
  const statement = draft.facts.imports.find((candidate) => candidate.defaultName === local);
  if (statement === undefined) return { local: replacement, changes: [] };
  return planTarget(draft, { ...statement, name: replacement });
}

function planTarget(draft: Draft, target: ImportTarget): Outcome {
  const existing = findExported(draft, target.name, target);
  if (existing !== null) return { local: existing, changes: [] };
  const local = freeName(draft, [target.name, `${target.name}Transaction`]);
  const statement = draft.facts.imports.find((candidate) => isSameModule(candidate, target) && takesNames(candidate));
  const imported = target.name;
  if (statement === undefined)
    return { local, changes: [{ kind: "line", specifier: target.specifier, imported, local }] };
  return { local, changes: [{ kind: "add", statement, imported, local, beside: null }] };
}

interface Found {
  readonly statement: ImportFacts;
  readonly name: ImportedName;
}

function findLocal(facts: FileFacts, local: string): Found | null {
  for (const statement of facts.imports) {
    const name = statement.names.find((candidate) => candidate.local === local);
    if (name !== undefined) return { statement, name };
  }
  return null;
}

type Module = Pick<ImportFacts, "specifier" | "resolved">;

/** The local name under which a module's export can be called as a value, now or after the changes so far. */
function findExported({ facts, hidden, changes }: Draft, exported: string, module: Module): string | null {
  const now = facts.imports
    .filter((statement) => !statement.typeOnly && isSameModule(statement, module))
    .flatMap((statement) => statement.names)
    .filter((name) => !name.typeOnly && name.imported === exported);
  const soon = changes.flatMap((change) =>
    change.kind !== "remove" && change.imported === exported && isSameModule(moduleOf(change), module) ? [change] : [],
  );
  return [...now, ...soon].find((name) => !hidden.has(name.local))?.local ?? null;
}

function moduleOf(change: ImportChange): Module {
  return change.kind === "line" ? { specifier: change.specifier, resolved: null } : change.statement;
}

function isSameModule(one: Module, other: Module): boolean {
  return one.specifier === other.specifier || (one.resolved !== null && one.resolved === other.resolved);
}

/** True if named values can be added: `import type` and `import * as` cannot take them. */
function takesNames(statement: ImportFacts): boolean {
  return !statement.typeOnly && statement.namespace === null && (statement.braces ?? statement.defaultName) !== null;
}

/** The first candidate that nothing in the file is called, else the first one with a number. */
function freeName({ facts, hidden, changes }: Draft, candidates: readonly [string, ...string[]]): string {
  const planned = changes.map((change) => (change.kind === "remove" ? null : change.local));
  const taken = new Set([...facts.topLevelNames, ...hidden, ...planned]);
  const free = candidates.find((candidate) => !taken.has(candidate));
  if (free !== undefined) return free;
  let number = 2;
  while (taken.has(`${candidates[0]}${number}`)) number++;
  return `${candidates[0]}${number}`;
}
