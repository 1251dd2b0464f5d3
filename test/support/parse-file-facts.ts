import { posix } from "node:path";
import { ts } from "ts-morph";
import type { FileFacts, ImportedName, ImportFacts } from "../../src/model/file.ts";
import type { TextRange, TextStyle } from "../../src/model/text.ts";

/** File facts from syntax alone: every occurrence of an imported name is a use, whatever hides it. */
export function parseFileFacts(file: string, text: string): FileFacts {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const imports = source.statements.filter((statement) => ts.isImportDeclaration(statement));
  return {
    file,
    hash: "",
    style: styleOf(text),
    imports: imports.map((statement) => importFacts(source, statement)),
    importInsertion: afterDirectives(source),
    topLevelNames: topLevelNames(source),
  };
}

function range(node: ts.Node): TextRange {
  return { start: node.getStart(), end: node.getEnd() };
}

function importFacts(source: ts.SourceFile, statement: ts.ImportDeclaration): ImportFacts {
  const clause = statement.importClause;
  const bindings = clause?.namedBindings;
  const named = bindings !== undefined && ts.isNamedImports(bindings) ? bindings : null;
  const specifier = ts.isStringLiteral(statement.moduleSpecifier) ? statement.moduleSpecifier.text : "";
  return {
    ...range(statement),
    specifier,
    resolved: resolve(source.fileName, specifier),
    typeOnly: clause?.phaseModifier === ts.SyntaxKind.TypeKeyword,
    namespace: bindings !== undefined && ts.isNamespaceImport(bindings) ? bindings.name.text : null,
    defaultName: clause?.name?.text ?? null,
    braces: named === null ? null : range(named),
    names: named?.elements.map((element) => importedName(source, element)) ?? [],
  };
}

/** `@/` stands for `src/`, as in the sample application. */
function resolve(file: string, specifier: string): string | null {
  if (specifier.startsWith("@/")) return `src/${specifier.slice(2)}.ts`;
  return specifier.startsWith(".") ? `${posix.join(posix.dirname(file), specifier)}.ts` : null;
}

function importedName(source: ts.SourceFile, element: ts.ImportSpecifier): ImportedName {
  return {
    ...range(element),
    imported: (element.propertyName ?? element.name).text,
    local: element.name.text,
    typeOnly: element.isTypeOnly,
    uses: usesOf(source, element.name.text),
  };
}

function usesOf(source: ts.SourceFile, name: string): readonly TextRange[] {
  const uses: TextRange[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) return;
    if (ts.isIdentifier(node) && node.text === name) uses.push(range(node));
    node.forEachChild(visit);
  };
  source.forEachChild(visit);
  return uses;
}

function afterDirectives(source: ts.SourceFile): number {
  const directives = source.statements.filter(
    (statement) => ts.isExpressionStatement(statement) && ts.isStringLiteral(statement.expression),
  );
  const leading = ts.getLeadingCommentRanges(source.text, 0) ?? [];
  return directives.at(-1)?.getEnd() ?? leading.at(-1)?.end ?? 0;
}

function topLevelNames(source: ts.SourceFile): readonly string[] {
  const names: string[] = [];
  const add = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) || ts.isBlock(node)) {
      if (ts.isFunctionDeclaration(node) && node.name !== undefined) names.push(node.name.text);
      return;
    }
    const isDeclared = ts.isVariableDeclaration(node) || ts.isImportSpecifier(node) || ts.isImportClause(node);
    if (isDeclared && node.name !== undefined && ts.isIdentifier(node.name)) names.push(node.name.text);
    node.forEachChild(add);
  };
  source.forEachChild(add);
  return names;
}

function styleOf(text: string): TextStyle {
  return {
    lineEnd: text.includes("\r\n") ? "\r\n" : "\n",
    indent: "  ",
    quote: /from '/.test(text) ? "'" : '"',
    semicolons: text.includes(";"),
  };
}
