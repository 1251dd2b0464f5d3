import type { ts } from "ts-morph";
import type { SessionFamily } from "../../model/config.ts";
import type { RepositoryPath } from "../../model/text.ts";
import { contains, rangeOf } from "../body/own-nodes.ts";
import { exportOrigin } from "../program/origin.ts";
import { parseProblem } from "../program/parse-problem.ts";
import { moduleExports } from "../syntax/module-exports.ts";
import { topLevelDeclarations } from "../syntax/scope.ts";
import { wrapperShape } from "../wrapper/wrapper-shape.ts";
import { barrelsOf } from "./barrels.ts";
import { derivedFunctions } from "./derived-functions.ts";
import type { DerivedFunction, WrapperFacts } from "./facts.ts";
import { topLevelStatement } from "./function-source.ts";
import { handlerDeclarations } from "./handler-declarations.ts";
import { findOpenings } from "./openings.ts";
import type { ScaffoldProgram } from "./scaffold-program.ts";
import { Underivable } from "./underivable.ts";

/** Files that declare and export the legacy wrapper of a family; tests and mocks are none. */
export function declaringFiles(program: ScaffoldProgram, { legacy, module }: SessionFamily): readonly RepositoryPath[] {
  if (module !== null) {
    const origin = exportOrigin(program.it, { from: "migrate-sessions.config.ts", specifier: module, name: legacy });
    if (origin.file !== null) return [origin.file];
  }
  const files = module !== null && program.it.sources.get(module) ? [module] : program.candidates.naming([legacy]);
  return files.filter((file) => {
    const source = program.it.sources.get(file);
    if (!source || isTest(file) || !topLevelStatement(source, legacy)) return false;
    return exportedNameOf(source, legacy) !== null;
  });
}

function isTest(file: RepositoryPath): boolean {
  return /(^|\/)(__tests__|__mocks__|tests?|mocks)\/|\.(test|spec|mock)\.[cm]?[jt]sx?$/.test(file);
}

/** The name under which a file exports its declaration of `name`; `default` if it has no other. */
function exportedNameOf(source: ts.SourceFile, name: string): string | null {
  const { named } = moduleExports(source);
  const names = [...named].filter(([, found]) =>
    found.kind === "local" ? found.name === name : found.kind === "expression" && found.expression.getText() === name,
  );
  return names.map(([exported]) => exported).toSorted((a, b) => Number(b === name) - Number(a === name))[0] ?? null;
}

/** What there is to do for a wrapper, or what stands in the way. */
export function wrapperFacts(program: ScaffoldProgram, family: SessionFamily, file: RepositoryPath): WrapperFacts {
  const { legacy } = family;
  const replacement = family.replacement ?? "";
  const barrels = barrelsOf(program, { file, name: legacy }, replacement);
  const source = program.it.sources.get(file);
  if (!source || hasReplacement(program, source, replacement))
    return { kind: "existing", family, barrels: barrels.filter((barrel) => barrel.file !== file) };
  try {
    return { kind: "derived", family, barrels, functions: derive(program, family, source) };
  } catch (error) {
    if (!(error instanceof Underivable)) throw error;
    return { kind: "refused", family, barrels: [], file: error.file, line: error.line, why: error.message };
  }
}

/** Declared beside the wrapper, or exported by any other file. */
function hasReplacement({ it, candidates }: ScaffoldProgram, source: ts.SourceFile, replacement: string): boolean {
  if (topLevelDeclarations(source).has(replacement)) return true;
  return candidates.naming([replacement]).some((file) => {
    const other = it.sources.get(file);
    return other !== null && moduleExports(other).named.get(replacement)?.kind === "local";
  });
}

function derive(program: ScaffoldProgram, family: SessionFamily, source: ts.SourceFile): readonly DerivedFunction[] {
  const { legacy } = family;
  const top = topLevelStatement(source, legacy);
  const value = program.it.exported(source.fileName, exportedNameOf(source, legacy) ?? legacy);
  const fn = value.flatMap((alternative) => (alternative.kind === "function" ? [alternative.node] : []))[0];
  if (!top || !fn)
    throw new Underivable(top?.statement ?? source, `what ${legacy} is cannot be followed to a function`);
  const problem = parseProblem(source);
  if (problem)
    throw new Underivable(top.statement, `its file does not parse (line ${problem.line}: ${problem.message})`);
  const handlers = handlersOf(program, fn, wrapperShape(program.it, value, family).handlerArgument);
  if (!handlers) throw new Underivable(fn, `no parameter of ${legacy} was seen to run in a tenant transaction`);
  const isInPlace = fn.getSourceFile() === source && contains(rangeOf(top.statement), rangeOf(fn));
  return derivedFunctions(program, {
    ...top,
    newName: family.replacement ?? "",
    handlers,
    ...(isInPlace ? {} : { madeElsewhere: fn }),
  });
}

/**
 * The parameter that is the handler: the one that the wrapper was seen to call, else the first that runs in a
 * transaction (a wrapper that returns the route's function calls nothing itself).
 */
function handlersOf(
  program: ScaffoldProgram,
  fn: ts.FunctionLikeDeclaration,
  observed: number,
): ReadonlySet<ts.Node> | null {
  const inOrder = [fn.parameters[observed], ...fn.parameters].flatMap((parameter) => parameter ?? []);
  const declared = inOrder.map((parameter) => handlerDeclarations(parameter, fn));
  return declared.find((handlers) => fn.body && findOpenings(program, fn.body, handlers).length > 0) ?? null;
}
