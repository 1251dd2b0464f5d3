import { ts } from "ts-morph";
import { rangeOf } from "../body/own-nodes.ts";
import type { Workspace } from "../../io/workspace.ts";
import type { FileFacts, ImportedName, ImportFacts } from "../../model/file.ts";
import type { TextRange } from "../../model/text.ts";
import { textStyle } from "../body/text-style.ts";
import type { ResolveModule } from "../program/module-resolution.ts";

export interface FileFactsInput {
  readonly workspace: Workspace;
  readonly resolveModule: ResolveModule;
  /** Exported names whose uses are wanted: those of the wrappers. */
  readonly wanted: ReadonlySet<string>;
}

/** What the import planner needs to know about a file. */
export function fileFacts(source: ts.SourceFile, given: FileFactsInput): FileFacts {
  const file = source.fileName;
  const declarations = source.statements.filter(ts.isImportDeclaration);
  const uses = usesByName(source, localNames(declarations, given.wanted));
  return {
    file,
    hash: given.workspace.read(file)?.hash ?? "",
    style: textStyle(source),
    imports: declarations.flatMap((node): ImportFacts[] => {
      if (!ts.isStringLiteralLike(node.moduleSpecifier)) return [];
      const resolved = given.resolveModule(node.moduleSpecifier.text, file);
      return [
        {
          ...importFacts(node, uses),
          specifier: node.moduleSpecifier.text,
          resolved: resolved.kind === "file" ? resolved.file : null,
        },
      ];
    }),
    importInsertion: insertionPoint(source, declarations),
    topLevelNames: [...topLevelNames(source)].sort(),
  };
}

type Uses = ReadonlyMap<string, readonly TextRange[]>;

function importFacts(node: ts.ImportDeclaration, uses: Uses): Omit<ImportFacts, "specifier" | "resolved"> {
  const clause = node.importClause;
  const bindings = clause?.namedBindings;
  const named = bindings && ts.isNamedImports(bindings) ? bindings : null;
  return {
    ...rangeOf(node),
    typeOnly: clause?.phaseModifier === ts.SyntaxKind.TypeKeyword,
    namespace: bindings && ts.isNamespaceImport(bindings) ? bindings.name.text : null,
    defaultName: clause?.name?.text ?? null,
    braces: named ? rangeOf(named) : null,
    names:
      named?.elements.map((element): ImportedName => ({
        ...rangeOf(element),
        imported: (element.propertyName ?? element.name).text,
        local: element.name.text,
        typeOnly: element.isTypeOnly,
        uses: uses.get(element.name.text) ?? [],
      })) ?? [],
  };
}

/** Local names of the imports of wanted names. */
function localNames(declarations: readonly ts.ImportDeclaration[], wanted: ReadonlySet<string>): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { importClause } of declarations) {
    const bindings = importClause?.namedBindings;
    if (!bindings || !ts.isNamedImports(bindings)) continue;
    for (const { name, propertyName } of bindings.elements)
      if (wanted.has((propertyName ?? name).text)) names.add(name.text);
  }
  return names;
}

/** Identifiers by text, imports and names of members left out. A shadowed name counts as a use: that only keeps an import. */
function usesByName(source: ts.SourceFile, names: ReadonlySet<string>): Uses {
  const uses = new Map<string, TextRange[]>();
  if (names.size === 0) return uses;
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) return;
    if (ts.isIdentifier(node) && names.has(node.text) && !isMemberName(node)) {
      const list = uses.get(node.text) ?? [];
      list.push(rangeOf(node));
      uses.set(node.text, list);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return uses;
}

function isMemberName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isQualifiedName(parent)) return parent.right === node;
  return (
    (ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent) || ts.isMethodDeclaration(parent)) &&
    parent.name === node
  );
}

/** After the last import, else after directives and the comments that open the file. */
function insertionPoint(source: ts.SourceFile, imports: readonly ts.ImportDeclaration[]): number {
  const last = imports.at(-1);
  if (last) return last.end;
  const directive = source.statements.filter((statement) => isDirective(statement)).at(-1);
  return directive ? directive.end : (source.statements[0]?.getStart() ?? source.end);
}

function isDirective(statement: ts.Statement): boolean {
  return ts.isExpressionStatement(statement) && ts.isStringLiteral(statement.expression);
}

function topLevelNames(source: ts.SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  for (const statement of source.statements) {
    if (ts.isVariableStatement(statement))
      for (const { name } of statement.declarationList.declarations) addNames(name, names);
    else if (ts.isImportDeclaration(statement)) addImport(statement, names);
    else if ("name" in statement && isIdentifier(statement.name)) names.add(statement.name.text);
  }
  return names;
}

function isIdentifier(value: unknown): value is ts.Identifier {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === ts.SyntaxKind.Identifier;
}

function addNames(name: ts.BindingName, names: Set<string>): void {
  if (ts.isIdentifier(name)) names.add(name.text);
  else for (const element of name.elements) if (ts.isBindingElement(element)) addNames(element.name, names);
}

function addImport(statement: ts.ImportDeclaration, names: Set<string>): void {
  const clause = statement.importClause;
  if (clause?.name) names.add(clause.name.text);
  const bindings = clause?.namedBindings;
  if (bindings && ts.isNamespaceImport(bindings)) names.add(bindings.name.text);
  if (bindings && ts.isNamedImports(bindings)) for (const element of bindings.elements) names.add(element.name.text);
}
