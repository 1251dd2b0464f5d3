import { ts } from "ts-morph";
import type { RepositoryPath } from "../../model/text.ts";
import { rangeOf } from "../body/own-nodes.ts";
import { exportOrigin, originOf } from "../program/origin.ts";
import { moduleExports } from "../syntax/module-exports.ts";
import type { Barrel, NameInModule } from "./facts.ts";
import { sameName, type ScaffoldProgram } from "./scaffold-program.ts";

/** Export lists that name the wrapper and do not name its replacement yet, its own file's included. */
export function barrelsOf(program: ScaffoldProgram, wrapper: NameInModule, replacement: string): readonly Barrel[] {
  return program.candidates.naming([wrapper.name]).flatMap((file): readonly Barrel[] => {
    const source = program.it.sources.get(file);
    if (!source || moduleExports(source).named.has(replacement)) return [];
    return source.statements
      .filter(ts.isExportDeclaration)
      .flatMap((statement) => barrelIn(program, statement, wrapper));
  });
}

function barrelIn(program: ScaffoldProgram, statement: ts.ExportDeclaration, wrapper: NameInModule): readonly Barrel[] {
  const { exportClause, isTypeOnly } = statement;
  if (isTypeOnly || !exportClause || !ts.isNamedExports(exportClause)) return [];
  const element = exportClause.elements.find(({ name, isTypeOnly: isType }) => name.text === wrapper.name && !isType);
  const file = statement.getSourceFile().fileName;
  const origin = element ? originOfElement(program, { statement, element, file }) : null;
  if (!element || !origin || !sameName(origin, wrapper)) return [];
  return [{ file, element: rangeOf(element), importsFrom: importedFrom(program, { statement, element, file }) }];
}

interface Element {
  readonly statement: ts.ExportDeclaration;
  readonly element: ts.ExportSpecifier;
  readonly file: RepositoryPath;
}

function originOfElement({ it }: ScaffoldProgram, { statement, element, file }: Element): NameInModule | null {
  const name = element.propertyName ?? element.name;
  const { moduleSpecifier } = statement;
  const from = moduleSpecifier && ts.isStringLiteralLike(moduleSpecifier) ? moduleSpecifier.text : null;
  const origin =
    from === null
      ? ts.isIdentifier(name)
        ? originOf(it, name)
        : null
      : exportOrigin(it, { from: file, specifier: from, name: name.text });
  return origin?.file ? { file: origin.file, name: origin.name } : null;
}

/** The module of the import that brings the name in, for `import { name } from ...; export { name }`. */
function importedFrom({ it }: ScaffoldProgram, { statement, element, file }: Element): RepositoryPath | null {
  if (statement.moduleSpecifier) return null;
  const local = (element.propertyName ?? element.name).text;
  for (const { importClause, moduleSpecifier } of statement.getSourceFile().statements.filter(ts.isImportDeclaration)) {
    const bindings = importClause?.namedBindings;
    const isIt = bindings && ts.isNamedImports(bindings) && bindings.elements.some(({ name }) => name.text === local);
    if (!isIt || !ts.isStringLiteralLike(moduleSpecifier)) continue;
    const resolved = it.resolveModule(moduleSpecifier.text, file);
    return resolved.kind === "file" ? resolved.file : null;
  }
  return null;
}
