import { ts } from "ts-morph";

/** What declares a name. */
export type Declaration =
  | ts.VariableDeclaration
  | ts.BindingElement
  | ts.ParameterDeclaration
  | ts.FunctionDeclaration
  | ts.FunctionExpression
  | ts.ClassLikeDeclaration
  | ts.EnumDeclaration
  | ts.ModuleDeclaration
  | ts.ImportSpecifier
  | ts.ImportClause
  | ts.NamespaceImport
  | ts.ImportEqualsDeclaration;

type Names = Map<string, Declaration>;

const namesOf = new WeakMap<ts.Node, Names>();

/**
 * The declaration that a name at `node` refers to, by JavaScript's scope rules (block scopes, hoisted `var` and
 * functions, parameters, catch variables, imports); null for a global. Types are not values and are not found.
 */
export function resolveName(name: string, node: ts.Node): Declaration | null {
  for (let scope: ts.Node | undefined = node; scope; scope = parentOf(scope)) {
    if (!scopeKinds.has(scope.kind)) continue;
    const found = scopeNames(scope).get(name);
    if (found) return found;
  }
  return null;
}

/** A source file has no parent, whatever the type says. */
function parentOf(node: ts.Node): ts.Node | undefined {
  return node.parent;
}

/** Names that a file declares at its top level. */
export function topLevelDeclarations(source: ts.SourceFile): ReadonlyMap<string, Declaration> {
  return scopeNames(source);
}

/** The function, class member or file whose activation holds a declaration. */
export function containerOf(node: ts.Node): ts.FunctionLikeDeclaration | ts.SourceFile {
  let current: ts.Node = node.parent;
  while (!isFunctionLike(current) && !ts.isSourceFile(current)) current = current.parent;
  return current;
}

/** By kind and not by TypeScript's tests one after the other: this is asked for every node on the way to a scope. */
const functionKinds = new Set([
  ts.SyntaxKind.FunctionDeclaration,
  ts.SyntaxKind.FunctionExpression,
  ts.SyntaxKind.ArrowFunction,
  ts.SyntaxKind.MethodDeclaration,
  ts.SyntaxKind.Constructor,
  ts.SyntaxKind.GetAccessor,
  ts.SyntaxKind.SetAccessor,
]);

const scopeKinds = new Set([
  ...functionKinds,
  ts.SyntaxKind.SourceFile,
  ts.SyntaxKind.Block,
  ts.SyntaxKind.ForStatement,
  ts.SyntaxKind.ForOfStatement,
  ts.SyntaxKind.ForInStatement,
  ts.SyntaxKind.CaseBlock,
  ts.SyntaxKind.CatchClause,
  ts.SyntaxKind.ModuleBlock,
  ts.SyntaxKind.ClassExpression,
]);

export function isFunctionLike(node: ts.Node): node is ts.FunctionLikeDeclaration {
  return functionKinds.has(node.kind);
}

function scopeNames(scope: ts.Node): Names {
  const known = namesOf.get(scope);
  if (known) return known;
  const names: Names = new Map();
  namesOf.set(scope, names);
  declareOwn(scope, names);
  return names;
}

function declareOwn(scope: ts.Node, names: Names): void {
  if (isFunctionLike(scope)) {
    if (ts.isFunctionExpression(scope) && scope.name) names.set(scope.name.text, scope);
    if (scope.body) declareHoisted(scope.body, names);
    for (const parameter of scope.parameters) declareBinding(parameter, names);
    return;
  }
  if (ts.isClassExpression(scope)) {
    if (scope.name) names.set(scope.name.text, scope);
    return;
  }
  if (ts.isCatchClause(scope)) {
    if (scope.variableDeclaration) declareBinding(scope.variableDeclaration, names);
    return;
  }
  if (ts.isForStatement(scope) || ts.isForOfStatement(scope) || ts.isForInStatement(scope)) {
    const initializer = scope.initializer;
    if (initializer && ts.isVariableDeclarationList(initializer)) declareList(initializer, names);
    return;
  }
  if (ts.isSourceFile(scope)) declareHoisted(scope, names);
  for (const statement of statementsOf(scope)) declareStatement(statement, names);
}

function statementsOf(scope: ts.Node): readonly ts.Statement[] {
  if (ts.isSourceFile(scope) || ts.isBlock(scope) || ts.isModuleBlock(scope)) return scope.statements;
  if (ts.isCaseBlock(scope)) return scope.clauses.flatMap((clause) => [...clause.statements]);
  return [];
}

function declareStatement(statement: ts.Statement, names: Names): void {
  if (ts.isVariableStatement(statement)) declareList(statement.declarationList, names);
  else if (ts.isFunctionDeclaration(statement)) declareFunction(statement, names);
  else if (ts.isClassDeclaration(statement) || ts.isEnumDeclaration(statement)) {
    if (statement.name) names.set(statement.name.text, statement);
  } else if (ts.isModuleDeclaration(statement) && ts.isIdentifier(statement.name) && !isGlobalAugmentation(statement)) {
    if (!names.has(statement.name.text)) names.set(statement.name.text, statement);
  } else if (ts.isImportDeclaration(statement)) declareImport(statement, names);
  else if (ts.isImportEqualsDeclaration(statement)) names.set(statement.name.text, statement);
}

/** `declare global { ... }` declares no name `global`. */
function isGlobalAugmentation(node: ts.ModuleDeclaration): boolean {
  return (node.flags & ts.NodeFlags.GlobalAugmentation) !== 0;
}

/** Of overloads, the one with a body counts. */
function declareFunction(statement: ts.FunctionDeclaration, names: Names): void {
  if (statement.name && (statement.body || !names.has(statement.name.text))) names.set(statement.name.text, statement);
}

function declareImport(statement: ts.ImportDeclaration, names: Names): void {
  const clause = statement.importClause;
  if (!clause || clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return;
  if (clause.name) names.set(clause.name.text, clause);
  const bindings = clause.namedBindings;
  if (!bindings) return;
  if (ts.isNamespaceImport(bindings)) names.set(bindings.name.text, bindings);
  else for (const element of bindings.elements) if (!element.isTypeOnly) names.set(element.name.text, element);
}

function declareList(list: ts.VariableDeclarationList, names: Names): void {
  for (const declaration of list.declarations) declareBinding(declaration, names);
}

function declareBinding(
  node: ts.VariableDeclaration | ts.BindingElement | ts.ParameterDeclaration,
  names: Names,
): void {
  if (ts.isIdentifier(node.name)) {
    names.set(node.name.text, node);
    return;
  }
  for (const element of node.name.elements) if (ts.isBindingElement(element)) declareBinding(element, names);
}

/** `var` anywhere below, nested functions excepted. */
function declareHoisted(body: ts.Node, names: Names): void {
  const visit = (node: ts.Node): void => {
    if (isFunctionLike(node) || ts.isClassLike(node)) return;
    if (ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.BlockScoped) === 0) declareList(node, names);
    if (!ts.isExpressionStatement(node)) ts.forEachChild(node, visit);
  };
  ts.forEachChild(body, visit);
}
