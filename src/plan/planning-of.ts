import type { RepositoryAnalysis } from "../analyse/repository-analysis.ts";
import type { ResolvedConfig } from "../model/config.ts";
import type { FileFacts } from "../model/file.ts";
import type { PlannedHandler } from "../model/plan.ts";
import type { RepositoryPath } from "../model/text.ts";
import { type ImportTarget, planImports } from "./imports.ts";
import type { Chosen, FilePlanning } from "./plan-files.ts";

/** What all handlers of a repository share when they are planned. */
export interface Planning extends FilePlanning {
  /** How the file of a handler function calls the tenant transaction. */
  readonly tenantNames: ReadonlyMap<RepositoryPath, string>;
  /** The handlers that can be migrated, by id. */
  candidates(handlers: readonly PlannedHandler[]): ReadonlyMap<string, Chosen>;
}

interface Source {
  readonly config: ResolvedConfig;
  readonly textOf: (file: RepositoryPath) => string | null;
}

/** Prepares the planning of a repository: texts, and how each file names the tenant transaction. */
export function planningOf(analysis: RepositoryAnalysis, { config, textOf }: Source): Planning {
  const { files } = analysis;
  const texts = new Map(files.map(({ file }) => [file, textOf(file) ?? ""]));
  const hidden = hiddenByFile(analysis);
  const hiddenNames = (file: RepositoryPath): readonly string[] => hidden.get(file) ?? [];
  const tenantTarget = (file: RepositoryPath): ImportTarget | null => targetFor(analysis, file);
  const nameIn = (facts: FileFacts): string => {
    const text = texts.get(facts.file) ?? "";
    const request = { wrappers: [], tenantTransaction: tenantTarget(facts.file), hiddenNames: hiddenNames(facts.file) };
    return planImports(facts, text, request).tenantTransactionName ?? config.tenantTransaction.name;
  };
  return {
    files,
    texts,
    tenantTarget,
    hiddenNames,
    tenantNames: new Map(files.map((facts) => [facts.file, nameIn(facts)])),
    candidates: (handlers) => candidatesOf(analysis, config, handlers),
  };
}

function targetFor({ application }: RepositoryAnalysis, file: RepositoryPath): ImportTarget | null {
  const { tenantTransaction } = application;
  const specifier = tenantTransaction?.specifiers[file];
  return tenantTransaction && specifier
    ? { name: tenantTransaction.name, specifier, resolved: tenantTransaction.file }
    : null;
}

/** Names declared in the handler functions of each file: an import of the same name would be of no use there. */
function hiddenByFile({ handlers }: RepositoryAnalysis): ReadonlyMap<RepositoryPath, readonly string[]> {
  const names = new Map<RepositoryPath, string[]>();
  for (const { body } of handlers) {
    if (body) names.set(body.file, [...(names.get(body.file) ?? []), ...body.declarations.map(({ name }) => name)]);
  }
  return names;
}

function candidatesOf(
  { handlers }: RepositoryAnalysis,
  config: ResolvedConfig,
  plannedHandlers: readonly PlannedHandler[],
): ReadonlyMap<string, Chosen> {
  const replacements = new Map(config.sessions.map(({ legacy, replacement }) => [legacy, replacement]));
  const chosen = new Map<string, Chosen>();
  for (const [index, planned] of plannedHandlers.entries()) {
    const facts = handlers[index];
    const replacement = replacements.get(planned.wrapper);
    if (facts && replacement && planned.needs.renamesCall) chosen.set(planned.id, { facts, planned, replacement });
  }
  return chosen;
}
