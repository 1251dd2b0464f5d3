import { ts } from "ts-morph";
import type { ResolveModule } from "../program/module-resolution.ts";
import { fileOf, type SourceFiles } from "../program/source-files.ts";

interface Modules {
  readonly sources: SourceFiles;
  readonly resolveModule: ResolveModule;
}

/** The type that `type Name = ...` gives to a name, in its own file or in the one that it is imported from; else null. */
export function resolveTypeAlias(modules: Modules, name: ts.Identifier): ts.TypeNode | null {
  const source = name.getSourceFile();
  const own = declaredAlias(source, name.text);
  if (own) return own;
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteralLike(statement.moduleSpecifier)) continue;
    const bindings = statement.importClause?.namedBindings;
    const element =
      bindings && ts.isNamedImports(bindings)
        ? bindings.elements.find((one) => one.name.text === name.text)
        : undefined;
    if (!element) continue;
    const resolved = modules.resolveModule(statement.moduleSpecifier.text, fileOf(name));
    const target = resolved.kind === "file" ? modules.sources.get(resolved.file) : null;
    return target ? declaredAlias(target, (element.propertyName ?? element.name).text) : null;
  }
  return null;
}

function declaredAlias(source: ts.SourceFile, name: string): ts.TypeNode | null {
  const found = source.statements.find(
    (statement) => ts.isTypeAliasDeclaration(statement) && statement.name.text === name,
  );
  return found && ts.isTypeAliasDeclaration(found) && !found.typeParameters ? found.type : null;
}
