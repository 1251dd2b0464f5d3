import { ts } from "ts-morph";
import type { RepositoryPath } from "../../model/text.ts";
import { moduleExports } from "../syntax/module-exports.ts";
import { type Declaration, resolveName } from "../syntax/scope.ts";
import { unwrap } from "../syntax/unwrap.ts";
import type { ResolveModule } from "./module-resolution.ts";
import { fileOf, type SourceFiles } from "./source-files.ts";

/** Where a name comes from: the file that declares it, or the package (or missing module) that it is imported from. */
export interface Origin {
  /** Null for a package or a module that is not there. */
  readonly file: RepositoryPath | null;
  readonly specifier: string | null;
  /** The name there. */
  readonly name: string;
}

interface Modules {
  readonly sources: SourceFiles;
  readonly resolveModule: ResolveModule;
}

/** The origin of a callee (`name`, `namespace.name`), through aliases, namespaces and barrels; null for a local value. */
export function originOf(modules: Modules, callee: ts.Expression): Origin | null {
  const node = unwrap(callee);
  if (ts.isIdentifier(node)) return originOfName(modules, node);
  if (!ts.isPropertyAccessExpression(node) || !ts.isIdentifier(node.expression)) return null;
  const declaration = resolveName(node.expression.text, node);
  if (!declaration || !ts.isNamespaceImport(declaration)) return null;
  const specifier = specifierOf(declaration);
  return specifier === null ? null : exportOrigin(modules, { from: fileOf(node), specifier, name: node.name.text });
}

function originOfName(modules: Modules, node: ts.Identifier): Origin | null {
  const declaration = resolveName(node.text, node);
  if (!declaration) return null;
  if (ts.isImportSpecifier(declaration) || ts.isImportClause(declaration)) {
    const specifier = specifierOf(declaration);
    const name = ts.isImportClause(declaration) ? "default" : (declaration.propertyName ?? declaration.name).text;
    return specifier === null ? null : exportOrigin(modules, { from: fileOf(node), specifier, name });
  }
  return isTopLevel(declaration) ? { file: fileOf(node), specifier: null, name: node.text } : null;
}

/** The origin of what a module exports under a name. */
export function exportOrigin(modules: Modules, wanted: { from: RepositoryPath; specifier: string; name: string }): Origin {
  const resolved = modules.resolveModule(wanted.specifier, wanted.from);
  const outside: Origin = { file: null, specifier: wanted.specifier, name: wanted.name };
  if (resolved.kind !== "file") return outside;
  return declaredIn(modules, { file: resolved.file, name: wanted.name }, new Set()) ?? outside;
}

function declaredIn(modules: Modules, at: { file: RepositoryPath; name: string }, seen: Set<string>): Origin | null {
  const key = `${at.file}#${at.name}`;
  const source = modules.sources.get(at.file);
  if (!source || seen.has(key)) return null;
  seen.add(key);
  const table = moduleExports(source);
  const found = table.named.get(at.name);
  if (found?.kind === "local") return throughImport(modules, { source, name: found.name }, seen);
  if (found?.kind === "expression") return ofExpression(modules, { source, expression: found.expression }, seen) ?? { ...at, specifier: null };
  if (found?.kind === "reexport") return step(modules, { from: at.file, specifier: found.specifier, name: found.imported }, seen);
  for (const specifier of table.stars) {
    const origin = step(modules, { from: at.file, specifier, name: at.name }, seen);
    if (origin?.file) return origin;
  }
  return null;
}

/** `export default name`, `module.exports = { name }` */
function ofExpression(modules: Modules, at: { source: ts.SourceFile; expression: ts.Expression }, seen: Set<string>): Origin | null {
  return ts.isIdentifier(at.expression) ? throughImport(modules, { source: at.source, name: at.expression.text }, seen) : null;
}

/** `import { a } from "./a"; export { a }` */
function throughImport(modules: Modules, at: { source: ts.SourceFile; name: string }, seen: Set<string>): Origin {
  const own: Origin = { file: at.source.fileName, specifier: null, name: at.name };
  const declaration = resolveName(at.name, at.source);
  if (!declaration || (!ts.isImportSpecifier(declaration) && !ts.isImportClause(declaration))) return own;
  const specifier = specifierOf(declaration);
  if (specifier === null) return own;
  const name = ts.isImportClause(declaration) ? "default" : (declaration.propertyName ?? declaration.name).text;
  return step(modules, { from: at.source.fileName, specifier, name }, seen) ?? own;
}

function step(
  modules: Modules,
  wanted: { from: RepositoryPath; specifier: string; name: string },
  seen: Set<string>,
): Origin | null {
  const resolved = modules.resolveModule(wanted.specifier, wanted.from);
  if (resolved.kind === "file") return declaredIn(modules, { file: resolved.file, name: wanted.name }, seen);
  return { file: null, specifier: wanted.specifier, name: wanted.name };
}

function specifierOf(node: ts.Node): string | null {
  let current = node;
  while (!ts.isImportDeclaration(current)) current = current.parent;
  return ts.isStringLiteralLike(current.moduleSpecifier) ? current.moduleSpecifier.text : null;
}

function isTopLevel(declaration: Declaration): boolean {
  const scope = ts.isVariableDeclaration(declaration) ? declaration.parent.parent.parent : declaration.parent;
  return ts.isSourceFile(scope);
}
