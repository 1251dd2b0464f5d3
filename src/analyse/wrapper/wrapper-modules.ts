import { ts } from "ts-morph";
import type { RepositoryPath } from "../../model/text.ts";
import type { ResolveModule } from "../program/module-resolution.ts";
import type { SourceFiles } from "../program/source-files.ts";

interface Repository {
  readonly sources: SourceFiles;
  readonly resolveModule: ResolveModule;
}

/**
 * The files that every handler of a wrapper runs on: those that declare the wrappers, and what they import directly (the
 * tenant client and the tenant transaction are there). Types alone do not count.
 *
 * @param wrapperFiles where wrappers are declared
 */
export function wrapperModules(
  { sources, resolveModule }: Repository,
  wrapperFiles: readonly RepositoryPath[],
): readonly RepositoryPath[] {
  const imported = wrapperFiles.flatMap((file) => {
    const specifiers = sources.get(file)?.statements.flatMap(specifierOf) ?? [];
    return specifiers.flatMap((specifier) => {
      const resolved = resolveModule(specifier, file);
      return resolved.kind === "file" ? [resolved.file] : [];
    });
  });
  return [...new Set([...wrapperFiles, ...imported])];
}

function specifierOf(statement: ts.Statement): readonly string[] {
  if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
  const isType = ts.isImportDeclaration(statement)
    ? statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
    : statement.isTypeOnly;
  const { moduleSpecifier } = statement;
  return !isType && moduleSpecifier && ts.isStringLiteralLike(moduleSpecifier) ? [moduleSpecifier.text] : [];
}
