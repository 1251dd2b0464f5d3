import { ts } from "ts-morph";
import type { ResolveModule } from "../program/module-resolution.ts";
import { originOf, type Origin } from "../program/origin.ts";
import type { SourceFiles } from "../program/source-files.ts";
import { unwrap } from "../syntax/unwrap.ts";
import type { SessionFamily } from "../../model/config.ts";
import type { RepositoryPath } from "../../model/text.ts";
import { forEachDescendant } from "../syntax/descendants.ts";
import { moduleExports } from "../syntax/module-exports.ts";
import type { Candidates } from "../../discover/candidates.ts";
import { exportNameOf } from "./export-name.ts";

/** One call of a session wrapper. */
export interface WrapperCall {
  readonly id: string;
  readonly file: RepositoryPath;
  readonly node: ts.CallExpression;
  readonly family: SessionFamily;
  readonly state: "legacy" | "migrated";
  readonly exportName: string;
  /** Where the wrapper is declared. */
  readonly origin: Origin;
}

interface Repository {
  readonly candidates: Candidates;
  readonly sources: SourceFiles;
  readonly resolveModule: ResolveModule;
}

/**
 * Every call of a wrapper, sorted by file and position: under an alias, through a namespace, a barrel or a tsconfig
 * path. A local function of the same name, a mention in a type, string or comment is none.
 */
export function findWrapperCalls(repository: Repository, families: readonly SessionFamily[]): readonly WrapperCall[] {
  const names = families.flatMap(({ legacy, replacement }) =>
    replacement === null ? [legacy] : [legacy, replacement],
  );
  const searched = withRenames(repository, names);
  return repository.candidates.naming(searched).flatMap((file) => callsIn(repository, file, { families, searched }));
}

/** Barrels may export a wrapper under another name, which other barrels may rename again. */
function withRenames(repository: Repository, names: readonly string[]): readonly string[] {
  const all = new Set(names);
  let searched: readonly string[] = [];
  while (searched.length < all.size) {
    searched = [...all];
    for (const file of repository.candidates.naming(searched)) {
      for (const name of renamesIn(repository.sources.get(file), all)) all.add(name);
    }
  }
  return searched;
}

function renamesIn(source: ts.SourceFile | null, names: ReadonlySet<string>): readonly string[] {
  if (!source) return [];
  const aliases = aliasesIn(source.statements, names);
  return [...moduleExports(source).named].flatMap(([name, found]) => {
    if (name === "default") return [];
    if (found.kind === "reexport") return names.has(found.imported) ? [name] : [];
    return found.kind === "local" && aliases.has(found.name) ? [name] : [];
  });
}

interface Search {
  readonly families: readonly SessionFamily[];
  readonly searched: readonly string[];
}

function callsIn(repository: Repository, file: RepositoryPath, { families, searched }: Search): readonly WrapperCall[] {
  const source = repository.sources.get(file);
  if (!source) return [];
  const locals = new Set([...localNames(source, searched)]);
  const calls: WrapperCall[] = [];
  const counts = new Map<string, number>();
  forEachDescendant(source, (node) => {
    if (ts.isVariableDeclaration(node)) for (const name of aliasesOf(node, locals)) locals.add(name);
    if (!ts.isCallExpression(node) || !locals.has(lastName(node.expression))) return;
    const call = wrapperCall(repository, node, families);
    if (call) calls.push({ ...call, id: numbered(`${file}#${call.exportName}`, counts) });
  });
  return calls;
}

/** Names under which the file may call a wrapper: the searched ones and their aliases. */
function localNames(source: ts.SourceFile, searched: readonly string[]): ReadonlySet<string> {
  const names = new Set(searched);
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement)) continue;
    const clause = statement.importClause;
    if (clause?.name) names.add(clause.name.text);
    const bindings = clause?.namedBindings;
    if (!bindings || !ts.isNamedImports(bindings)) continue;
    for (const element of bindings.elements) {
      const imported = (element.propertyName ?? element.name).text;
      if (names.has(imported) || imported === "default") names.add(element.name.text);
    }
  }
  return names;
}

function aliasesIn(statements: readonly ts.Statement[], names: ReadonlySet<string>): ReadonlySet<string> {
  const declarations = statements
    .filter(ts.isVariableStatement)
    .flatMap((statement) => [...statement.declarationList.declarations]);
  return new Set(declarations.flatMap((declaration) => aliasesOf(declaration, names)));
}

/** `const guarded = withSession`, `const { withSession: guarded } = await import("./auth")` */
function aliasesOf({ name, initializer }: ts.VariableDeclaration, names: ReadonlySet<string>): readonly string[] {
  if (!initializer) return [];
  if (ts.isIdentifier(name)) return names.has(lastName(initializer)) ? [name.text] : [];
  return name.elements.flatMap((element) => {
    if (!ts.isBindingElement(element) || !ts.isIdentifier(element.name) || !element.propertyName) return [];
    return names.has(element.propertyName.getText()) ? [element.name.text] : [];
  });
}

function lastName(callee: ts.Expression): string {
  const node = unwrap(callee);
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isElementAccessExpression(node))
    return ts.isStringLiteralLike(node.argumentExpression) ? node.argumentExpression.text : "";
  return ts.isPropertyAccessExpression(node) ? node.name.text : "";
}

function wrapperCall(
  repository: Repository,
  node: ts.CallExpression,
  families: readonly SessionFamily[],
): Omit<WrapperCall, "id"> | null {
  const origin = originOf(repository, node.expression);
  if (!origin) return null;
  for (const family of families) {
    const state = origin.name === family.legacy ? "legacy" : origin.name === family.replacement ? "migrated" : null;
    if (state === null || !isFromModule(repository, origin, { family, node })) continue;
    return { file: node.getSourceFile().fileName, node, family, state, exportName: exportNameOf(node), origin };
  }
  return null;
}

/** The wrapper must be what its module exports; one that the file itself declares and keeps to itself is another one. */
function isFromModule(repository: Repository, origin: Origin, at: { family: SessionFamily; node: ts.Node }): boolean {
  const { family, node } = at;
  const here = node.getSourceFile();
  if (origin.file !== null && !isExported(repository, origin)) return false;
  if (family.module === null) return true;
  if (origin.file === family.module || origin.specifier === family.module) return true;
  const resolved = repository.resolveModule(family.module, here.fileName);
  return resolved.kind === "file" && (resolved.file === origin.file || reExports(repository, resolved.file));
}

/** A configured module may be a barrel. */
function reExports(repository: Repository, file: RepositoryPath): boolean {
  const source = repository.sources.get(file);
  return source !== null && (moduleExports(source).stars.length > 0 || moduleExports(source).named.size > 0);
}

function isExported(repository: Repository, origin: Origin): boolean {
  const source = origin.file === null ? null : repository.sources.get(origin.file);
  if (!source) return false;
  return [...moduleExports(source).named.values()].some(
    (found) => found.kind === "local" && found.name === origin.name,
  );
}

function numbered(id: string, counts: Map<string, number>): string {
  const count = (counts.get(id) ?? 0) + 1;
  counts.set(id, count);
  return count === 1 ? id : `${id}:${count}`;
}
