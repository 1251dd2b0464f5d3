import { findCandidates } from "../../discover/candidates.ts";
import type { Workspace } from "../../io/workspace.ts";
import type { ResolvedConfig } from "../../model/config.ts";
import type { FileFacts } from "../../model/file.ts";
import type { RepositoryPath } from "../../model/text.ts";
import { fileFacts } from "../handlers/file-facts.ts";
import { createInterpreter } from "../interpret/create-interpreter.ts";
import type { Interpreter } from "../interpret/interpreter.ts";
import { createModuleResolution } from "../program/module-resolution.ts";
import { createSourceFiles } from "../program/source-files.ts";
import { loadSqlReader } from "../sql/load-sql-reader.ts";
import { findKnownFunctions } from "../wrapper/known-functions.ts";
import { importSpecifiers } from "../wrapper/import-target.ts";
import type { Refusal, ScaffoldFacts, TenantTransactionFacts } from "./facts.ts";
import type { ScaffoldProgram } from "./scaffold-program.ts";
import { tenantTransactionFacts } from "./tenant-transaction-facts.ts";
import { Underivable } from "./underivable.ts";
import { declaringFiles, wrapperFacts } from "./wrapper-facts.ts";

/** Reads what phase 1 needs to know about an application: its wrappers, its tenant transaction, its imports. */
export async function scaffoldFacts(workspace: Workspace, config: ResolvedConfig): Promise<ScaffoldFacts> {
  const candidates = findCandidates(workspace, config);
  const it = createInterpreter({
    sources: createSourceFiles(workspace),
    resolveModule: createModuleResolution(workspace),
    sql: await loadSqlReader(candidates),
  });
  const { known, tenantTransaction } = findKnownFunctions(it, candidates, config);
  it.known = known;
  const program: ScaffoldProgram = { it, candidates, config };
  const migrated = config.sessions.filter(({ replacement }) => replacement !== null);
  const declared = migrated.map((family) => ({ family, files: declaringFiles(program, family) }));
  const wrappers = declared.flatMap(({ family, files }) => files.map((file) => wrapperFacts(program, family, file)));
  const factsOf = createFileFacts(workspace, it);
  const naming = candidates.naming(migrated.map(({ legacy }) => legacy)).flatMap((file) => factsOf(file) ?? []);
  const specifiers = importSpecifiers(naming, it.resolveModule);
  return {
    wrappers,
    missing: declared.flatMap(({ family, files }) => (files.length === 0 ? [family] : [])),
    ...readTenantTransaction(program, tenantTransaction),
    factsOf,
    specifierFor: (from, target) => specifiers.specifierFor(from, target),
  };
}

function createFileFacts(workspace: Workspace, it: Interpreter): ScaffoldFacts["factsOf"] {
  const known = new Map<RepositoryPath, FileFacts | null>();
  return (file) => {
    const source = it.sources.get(file);
    const facts =
      known.get(file) ??
      (source && fileFacts(source, { workspace, resolveModule: it.resolveModule, wanted: new Set() }));
    known.set(file, facts);
    return facts;
  };
}

function readTenantTransaction(
  program: ScaffoldProgram,
  found: { readonly file: string; readonly name: string } | null,
): { readonly tenantTransaction: TenantTransactionFacts | null; readonly tenantTransactionProblem: Refusal | null } {
  const none = { tenantTransaction: null, tenantTransactionProblem: null };
  const value = found ? program.it.exported(found.file, found.name) : [];
  const fn = value.flatMap((alternative) => (alternative.kind === "function" ? [alternative.node] : []))[0];
  if (!fn) return none;
  try {
    return { ...none, tenantTransaction: tenantTransactionFacts(program, fn) };
  } catch (error) {
    if (!(error instanceof Underivable)) throw error;
    return { ...none, tenantTransactionProblem: { file: error.file, line: error.line, why: error.message } };
  }
}
