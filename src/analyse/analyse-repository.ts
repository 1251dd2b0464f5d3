import type { ts } from "ts-morph";
import { type Candidates, findCandidates } from "../discover/candidates.ts";
import { diagnostic } from "../diagnostics/create.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { snapshotOf } from "../io/snapshot.ts";
import type { Workspace } from "../io/workspace.ts";
import type { ResolvedConfig } from "../model/config.ts";
import type { FileFacts } from "../model/file.ts";
import type { HandlerFacts } from "../model/handler.ts";
import type { RepositoryPath } from "../model/text.ts";
import { callerFrame } from "./handlers/caller-frame.ts";
import { fileFacts } from "./handlers/file-facts.ts";
import { type AnalysedCall, handlerFacts } from "./handlers/handler-facts.ts";
import { missingReplacements } from "./handlers/missing-replacements.ts";
import { unreadFiles } from "./handlers/unread-files.ts";
import { findWrapperCalls, type WrapperCall } from "./handlers/wrapper-calls.ts";
import { createInterpreter, type Program } from "./interpret/create-interpreter.ts";
import type { Interpreter, KnownFunctions } from "./interpret/interpreter.ts";
import { isSupported, prismaVersion, transactionClientHasTransaction } from "./prisma/version.ts";
import { createModuleResolution } from "./program/module-resolution.ts";
import { repositoryTexts } from "./program/repository-texts.ts";
import { createSourceFiles } from "./program/source-files.ts";
import type { ApplicationFacts, RepositoryAnalysis } from "./repository-analysis.ts";
import { loadSqlReader } from "./sql/load-sql-reader.ts";
import { unwrap } from "./syntax/unwrap.ts";
import { findKnownFunctions, type TenantTransaction } from "./wrapper/known-functions.ts";
import { importSpecifiers } from "./wrapper/import-target.ts";
import { wrapperModules } from "./wrapper/wrapper-modules.ts";
import { handlerArguments, type WrapperShape, wrapperShape } from "./wrapper/wrapper-shape.ts";

export interface AnalysisInput {
  readonly workspace: Workspace;
  readonly config: ResolvedConfig;
  readonly onProgress?: (stage: string, done: number, total: number) => void;
}

/** Finds every wrapper call of a repository and analyses its handler. */
export async function analyseRepository(input: AnalysisInput): Promise<RepositoryAnalysis> {
  const { config, onProgress } = input;
  const workspace = snapshotOf(input.workspace);
  const candidates = findCandidates(workspace, config);
  const program: Program = {
    sources: createSourceFiles(workspace),
    resolveModule: createModuleResolution(workspace),
    sql: await loadSqlReader(candidates),
    texts: repositoryTexts(workspace, candidates),
  };
  const calls = findWrapperCalls({ candidates, ...program }, config.sessions);
  let session = startSession(program, { candidates, config, calls });
  const analysed = calls.map((call, index) => {
    onProgress?.("Analysing handlers", index + 1, calls.length);
    const { it, shapes } = session;
    return guarded(
      () => handlerFacts(it, call, { shape: shapes(call), caller: callerFrame(it, candidates, call.node) }),
      () => {
        // What was being found out when the stack ran out is half known: the next handler starts afresh.
        session = startSession(program, { candidates, config, calls });
        return { facts: tooDeep(call), fn: null };
      },
    );
  });
  const { it, tenantTransaction } = session;
  const handlers = withSharing(analysed);
  const files = factsOfFiles(it, { workspace, handlers, wanted: wrapperNames(handlers) });
  return {
    handlers,
    files,
    diagnostics: [
      ...missingReplacements(it, calls),
      ...unreadFiles({ candidates, sources: it.sources }, config.sessions, calls),
      ...versionProblem(workspace),
    ],
    application: applicationFacts(it, { workspace, candidates, calls, files, tenantTransaction }),
  };
}

interface Session {
  readonly it: Interpreter;
  readonly tenantTransaction: TenantTransaction | null;
  readonly shapes: (call: WrapperCall) => WrapperShape;
}

/** An interpreter that knows the application's wrappers and its tenant transaction. */
function startSession(
  program: Program,
  given: { candidates: Candidates; config: ResolvedConfig; calls: readonly WrapperCall[] },
): Session {
  const it = createInterpreter(program);
  const { known, tenantTransaction } = findKnownFunctions(it, given.candidates, given.config);
  it.known = known;
  const shapes = wrapperShapes(it);
  it.known = { ...known, handedTo: handedTo(given.calls, shapes) };
  return { it, tenantTransaction, shapes };
}

/** One shape for each wrapper and state; read once. */
function wrapperShapes(it: Interpreter): (call: WrapperCall) => WrapperShape {
  const shapes = new Map<string, WrapperShape>();
  return (call) => {
    const { origin, family } = call;
    const key = `${origin.file}#${origin.name}`;
    const known = shapes.get(key);
    if (known) return known;
    const declaration = origin.file === null ? [] : it.exported(origin.file, origin.name);
    const shape = wrapperShape(it, declaration, family);
    shapes.set(key, shape);
    return shape;
  };
}

/** What handlers that are written in place get, for code that looks at one before its turn has come. */
function handedTo(
  calls: readonly WrapperCall[],
  shapes: (call: WrapperCall) => WrapperShape,
): KnownFunctions["handedTo"] {
  const callOf = new Map(
    calls.flatMap((call) => call.node.arguments.map((argument) => [unwrap(argument) as ts.Node, call] as const)),
  );
  return (node) => {
    const call = callOf.get(node);
    return call ? handlerArguments(shapes(call)) : null;
  };
}

/** Code that is nested too deeply for the stack must not end the run. */
function guarded<Result>(work: () => Result, otherwise: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return otherwise();
  }
}

function tooDeep(call: WrapperCall): HandlerFacts {
  const line = call.node.getSourceFile().getLineAndCharacterOfPosition(call.node.getStart()).line + 1;
  const limit = "the syntax is nested too deeply for the stack";
  const range = { start: call.node.getStart(), end: call.node.end };
  return {
    id: call.id,
    file: call.file,
    line,
    method: null,
    route: null,
    wrapper: call.family.legacy,
    state: call.state,
    classification: "unknown",
    effects: [],
    externalCalls: [],
    needsRegion: false,
    call: range,
    handlerArgument: null,
    calleeName: range,
    calleeImport: { kind: "local" },
    body: null,
    bodySharedBy: 1,
    diagnostics: [diagnostic("MS2009", { file: call.file, line }, { limit })],
  };
}

function withSharing(analysed: readonly AnalysedCall[]): readonly HandlerFacts[] {
  const counts = new Map<ts.Node, number>();
  for (const { fn } of analysed) if (fn) counts.set(fn, (counts.get(fn) ?? 0) + 1);
  return analysed.map(({ facts, fn }) => ({ ...facts, bodySharedBy: fn ? (counts.get(fn) ?? 1) : 1 }));
}

/** Every exported name by which a wrapper is imported somewhere: barrels may rename it. */
function wrapperNames(handlers: readonly HandlerFacts[]): ReadonlySet<string> {
  return new Set(
    handlers.flatMap(({ calleeImport }) => (calleeImport.kind === "named" ? [calleeImport.imported] : [])),
  );
}

interface FilesInput {
  readonly workspace: Workspace;
  readonly handlers: readonly HandlerFacts[];
  readonly wanted: ReadonlySet<string>;
}

function factsOfFiles(it: Interpreter, { workspace, handlers, wanted }: FilesInput): readonly FileFacts[] {
  const files = new Set(handlers.flatMap(({ file, body }) => (body ? [file, body.file] : [file])));
  return [...files].sort().flatMap((file) => {
    const source = it.sources.get(file);
    return source ? [fileFacts(source, { workspace, resolveModule: it.resolveModule, wanted })] : [];
  });
}

interface Found {
  readonly workspace: Workspace;
  readonly candidates: Candidates;
  readonly calls: readonly WrapperCall[];
  readonly files: readonly FileFacts[];
  readonly tenantTransaction: TenantTransaction | null;
}

function applicationFacts(
  it: Interpreter,
  { workspace, candidates, calls, files, tenantTransaction }: Found,
): ApplicationFacts {
  const version = prismaVersion(workspace);
  const specifiers = importSpecifiers(files, it.resolveModule);
  const target = tenantTransaction?.file ?? "";
  const byFile: Record<RepositoryPath, string> = {};
  for (const { file } of files) if (target) byFile[file] = specifiers.specifierFor(file, target);
  const declaring = calls.flatMap(({ origin }) => (origin.file === null ? [] : [origin.file]));
  const modules = wrapperModules(it, [...new Set(declaring)]);
  const transaction = tenantTransaction === null ? [] : [tenantTransaction.file];
  return {
    sourceFiles: candidates.files.length,
    // Generated code is among what is excluded, and may not be there on the next machine.
    sharedFiles: candidates.files.filter((file) => modules.includes(file) || transaction.includes(file)),
    prismaVersion: version,
    nestedTransactions: transactionClientHasTransaction(version),
    tenantTransaction: tenantTransaction && { ...tenantTransaction, specifiers: byFile },
  };
}

function versionProblem(workspace: Workspace): readonly Diagnostic[] {
  const version = prismaVersion(workspace);
  return isSupported(version)
    ? []
    : [diagnostic("MS1010", { file: "package.json", line: 1 }, { version: version ?? "" })];
}
