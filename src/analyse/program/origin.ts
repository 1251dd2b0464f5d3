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

/**
 * The origin of a callee (`name`, `namespace.name`), through aliases, namespaces, barrels, `require` and `await import`;
 * null for a local value.
 */
export function originOf(modules: Modules, callee: ts.Expression, depth = 0): Origin | null {
  const node = unwrap(callee);
  if (depth > maxAliases) return null;
  if (ts.isIdentifier(node)) return originOfName(modules, node, depth);
  const name = memberName(node);
  if (name === null || !isMember(node)) return null;
  const module = moduleOf(modules, node.expression, depth);
  return module === null ? null : exportOrigin(modules, { ...module, name });
}

/** `const a = wrapper; const b = a; ...`: nobody goes on like that for long. */
const maxAliases = 5;

function isMember(node: ts.Expression): node is ts.PropertyAccessExpression | ts.ElementAccessExpression {
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
}

function memberName(node: ts.Expression): string | null {
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  return ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)
    ? node.argumentExpression.text
    : null;
}

interface ModuleReference {
  readonly from: RepositoryPath;
  readonly specifier: string;
}

/** The module that an expression denotes: a namespace import, `require("./x")`, `await import("./x")`, a variable that holds one. */
function moduleOf(modules: Modules, expression: ts.Expression, depth: number): ModuleReference | null {
  const node = unwrap(expression);
  if (depth > maxAliases) return null;
  if (ts.isAwaitExpression(node)) return moduleOf(modules, node.expression, depth + 1);
  if (ts.isCallExpression(node)) return loadedModule(node);
  if (isMember(node)) return namespaceExport(modules, node, depth);
  const declaration = ts.isIdentifier(node) ? resolveName(node.text, node) : null;
  if (!declaration) return null;
  if (ts.isVariableDeclaration(declaration))
    return declaration.initializer ? moduleOf(modules, declaration.initializer, depth + 1) : null;
  const specifier = importSpecifierOf(declaration);
  if (specifier === null) return null;
  const from = fileOf(node);
  if (ts.isNamespaceImport(declaration) || ts.isImportEqualsDeclaration(declaration)) return { from, specifier };
  return ts.isImportSpecifier(declaration)
    ? exportedNamespace(modules, { from, specifier, name: (declaration.propertyName ?? declaration.name).text })
    : null;
}

/** `lib.auth` where `lib` has `export * as auth from "./auth"`. */
function namespaceExport(
  modules: Modules,
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  depth: number,
): ModuleReference | null {
  const outer = moduleOf(modules, node.expression, depth + 1);
  const name = memberName(node);
  return outer && name !== null ? exportedNamespace(modules, { ...outer, name }) : null;
}

function exportedNamespace(modules: Modules, wanted: ModuleReference & { name: string }): ModuleReference | null {
  const resolved = modules.resolveModule(wanted.specifier, wanted.from);
  const source = resolved.kind === "file" ? modules.sources.get(resolved.file) : null;
  const found = source ? moduleExports(source).named.get(wanted.name) : undefined;
  return source && found?.kind === "namespace" ? { from: source.fileName, specifier: found.specifier } : null;
}

function loadedModule(node: ts.CallExpression): ModuleReference | null {
  const [argument] = node.arguments;
  const isLoad = node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText() === "require";
  return isLoad && argument && ts.isStringLiteralLike(argument)
    ? { from: fileOf(node), specifier: argument.text }
    : null;
}

function originOfName(modules: Modules, node: ts.Identifier, depth: number): Origin | null {
  const declaration = resolveName(node.text, node);
  if (!declaration) return null;
  if (ts.isImportSpecifier(declaration) || ts.isImportClause(declaration)) {
    const specifier = specifierOf(declaration);
    const name = ts.isImportClause(declaration) ? "default" : (declaration.propertyName ?? declaration.name).text;
    return specifier === null ? null : exportOrigin(modules, { from: fileOf(node), specifier, name });
  }
  return (
    aliasOrigin(modules, declaration, depth) ??
    (isTopLevel(declaration) ? { file: fileOf(node), specifier: null, name: node.text } : null)
  );
}

/** `const guarded = withSession`, `const { withSession } = require("./auth")` */
function aliasOrigin(modules: Modules, declaration: Declaration, depth: number): Origin | null {
  if (ts.isVariableDeclaration(declaration)) {
    const value = declaration.initializer ? unwrap(declaration.initializer) : null;
    return value && (ts.isIdentifier(value) || isMember(value)) ? originOf(modules, value, depth + 1) : null;
  }
  if (!ts.isBindingElement(declaration) || !ts.isIdentifier(declaration.name)) return null;
  const holder = declaration.parent.parent;
  const key = declaration.propertyName ?? declaration.name;
  if (!ts.isVariableDeclaration(holder) || !holder.initializer || !ts.isIdentifier(key)) return null;
  const module = moduleOf(modules, holder.initializer, depth + 1);
  return module && exportOrigin(modules, { ...module, name: key.text });
}

function importSpecifierOf(declaration: Declaration): string | null {
  if (ts.isImportEqualsDeclaration(declaration)) {
    const reference = declaration.moduleReference;
    return ts.isExternalModuleReference(reference) && ts.isStringLiteralLike(reference.expression)
      ? reference.expression.text
      : null;
  }
  return ts.isNamespaceImport(declaration) || ts.isImportSpecifier(declaration) ? specifierOf(declaration) : null;
}

/** The origin of what a module exports under a name. */
export function exportOrigin(
  modules: Modules,
  wanted: { from: RepositoryPath; specifier: string; name: string },
): Origin {
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
  if (found?.kind === "expression")
    return ofExpression(modules, { source, expression: found.expression }, seen) ?? { ...at, specifier: null };
  if (found?.kind === "reexport")
    return step(modules, { from: at.file, specifier: found.specifier, name: found.imported }, seen);
  for (const specifier of table.stars) {
    const origin = step(modules, { from: at.file, specifier, name: at.name }, seen);
    if (origin?.file) return origin;
  }
  return null;
}

/** `export default name`, `module.exports = { name }` */
function ofExpression(
  modules: Modules,
  at: { source: ts.SourceFile; expression: ts.Expression },
  seen: Set<string>,
): Origin | null {
  return ts.isIdentifier(at.expression)
    ? throughImport(modules, { source: at.source, name: at.expression.text }, seen)
    : null;
}

/** `import { a } from "./a"; export { a }` */
function throughImport(modules: Modules, at: { source: ts.SourceFile; name: string }, seen: Set<string>): Origin {
  const own: Origin = { file: at.source.fileName, specifier: null, name: at.name };
  const declaration = resolveName(at.name, at.source);
  if (declaration && ts.isVariableDeclaration(declaration)) return aliasOrigin(modules, declaration, 1) ?? own;
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
