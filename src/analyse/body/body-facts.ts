import { ts } from "ts-morph";
import type { BodyFacts, ClientUse, DeclarationFacts } from "../../model/body.ts";
import type { Site } from "../../model/effect.ts";
import type { RepositoryPath, TextRange } from "../../model/text.ts";
import { clientUses } from "./client-uses.ts";
import { contextFacts } from "./context.ts";
import { type DeclarationTable, declarationTable } from "./declarations.ts";
import { exitFacts } from "./exits.ts";
import { nestedFunctions } from "./nested-functions.ts";
import type { BodyOracle } from "./oracle.ts";
import { contains, rangeOf } from "./own-nodes.ts";
import { promiseFacts } from "./promises.ts";
import { referenceFacts } from "./references.ts";
import { statementFacts } from "./statements.ts";
import { takenNames } from "./taken-names.ts";
import { textStyle } from "./text-style.ts";
import { verbatimRanges } from "./verbatim.ts";

/**
 * The facts about one handler function that the planner decides by.
 *
 * @param fn a function with a body, from a source file that was parsed with `setParentNodes`
 * @param oracle what the effect engine knows about the nodes of `fn`
 */
// eslint-disable-next-line max-params -- the four things are what an analysis of one function has at hand
export function bodyFacts(
  fn: ts.FunctionLikeDeclaration,
  sourceFile: ts.SourceFile,
  file: RepositoryPath,
  oracle: BodyOracle,
): BodyFacts {
  const table = declarationTable(fn, oracle);
  const uses = clientUses({ fn, table, oracle });
  const names = takenNames(fn);
  return {
    file,
    style: textStyle(sourceFile),
    function: rangeOf(fn),
    ...bodyOf(fn, sourceFile.text),
    ...modifiersOf(fn),
    declarations: declarationsWithClients(table, uses),
    references: referenceFacts(fn, table),
    sites: sitesOf(oracle),
    clientUses: uses,
    exits: exitFacts(fn, oracle),
    context: contextFacts({ fn, table, oracle, takenNames: names }),
    takenNames: names,
    promises: promiseFacts({ fn, table, oracle }),
    functions: nestedFunctions(fn, sourceFile.text),
    verbatim: verbatimRanges(fn),
  };
}

function bodyOf(fn: ts.FunctionLikeDeclaration, text: string): Pick<BodyFacts, "form" | "body" | "statements"> {
  const { body } = fn;
  if (!body) return { form: "block", body: { start: fn.end, end: fn.end }, statements: [] };
  if (!ts.isBlock(body)) return { form: "expression", body: rangeOf(body), statements: [] };
  const range: TextRange = { start: body.getStart() + 1, end: body.end - 1 };
  return { form: "block", body: range, statements: statementFacts(body.statements, text) };
}

function modifiersOf(fn: ts.FunctionLikeDeclaration): Pick<BodyFacts, "isAsync" | "isGenerator"> {
  const modifiers = ts.canHaveModifiers(fn) ? (ts.getModifiers(fn) ?? []) : [];
  return {
    isAsync: modifiers.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword),
    isGenerator: fn.asteriskToken !== undefined,
  };
}

function sitesOf(oracle: BodyOracle): readonly Site[] {
  const sites = [...oracle.sites].map(([node, site]) => ({ ...site, ...rangeOf(node) }));
  return sites.toSorted((a, b) => a.start - b.start || b.end - a.end);
}

/** A name holds the client if it is used as one, or if its value is one. */
function declarationsWithClients(table: DeclarationTable, uses: readonly ClientUse[]): readonly DeclarationFacts[] {
  const holders = new Set(uses.map(({ declaration }) => declaration));
  return table.facts.map((fact) => {
    const { initializer } = fact;
    const isAlias = initializer !== null && uses.some((use) => use.kind !== "holder" && isWhole(initializer, use));
    return { ...fact, holdsClient: isAlias || holders.has(fact.id) };
  });
}

function isWhole(initializer: TextRange, use: TextRange): boolean {
  return contains(initializer, use) && contains(use, initializer);
}
