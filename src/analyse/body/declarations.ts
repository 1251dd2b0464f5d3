import { ts } from "ts-morph";
import type { DeclarationFacts } from "../../model/body.ts";
import { resolveName } from "../syntax/scope.ts";
import type { BodyOracle } from "./oracle.ts";
import { isNameUse } from "./name-use.ts";
import { forEachNode, forEachOwnNode, rangeOf } from "./own-nodes.ts";
import { isUntyped } from "./untyped.ts";

/** The names that a function declares outside its nested functions, and the nodes that declare them. */
export interface DeclarationTable {
  readonly facts: readonly DeclarationFacts[];
  /** Id by declaring node, as `resolveName` gives it. */
  readonly ids: ReadonlyMap<ts.Node, number>;
  /** Ids of local types and interfaces by name: types have a namespace of their own. */
  readonly types: ReadonlyMap<string, number>;
}

type Named = { readonly node: ts.NamedDeclaration; readonly name: ts.Identifier };

/** Reads every declaration of the function; `holdsClient` is filled in later, when the uses are known. */
export function declarationTable(fn: ts.FunctionLikeDeclaration, oracle: BodyOracle): DeclarationTable {
  const found: Named[] = [];
  forEachOwnNode(fn, (node) => {
    const name = declaredName(node);
    if (name && !isParameterOfNested(node, fn)) found.push({ node: name.node, name: name.name });
  });
  found.push(...outerVariables(fn, new Set(found.map(({ node }) => node))));
  const facts = found.map((named, id) => declarationFacts(id, named, { fn, oracle }));
  const ids = new Map(found.map(({ node }, id): [ts.Node, number] => [node, id]));
  const types = facts.filter(({ kind }) => kind === "type").map(({ name, id }): [string, number] => [name, id]);
  return { facts, ids, types: new Map(types) };
}

/** Variables and parameters of the code around the function that it uses. */
function outerVariables(fn: ts.FunctionLikeDeclaration, known: Set<ts.Node>): readonly Named[] {
  const found: Named[] = [];
  forEachNode(fn, (node) => {
    if (!ts.isIdentifier(node) || !isNameUse(node)) return;
    const declaration = resolveName(node.text, node);
    if (!declaration || known.has(declaration) || (fn.pos <= declaration.pos && declaration.end <= fn.end)) return;
    const isVariable =
      ts.isVariableDeclaration(declaration) || ts.isBindingElement(declaration) || ts.isParameter(declaration);
    if (!isVariable || !ts.isIdentifier(declaration.name)) return;
    known.add(declaration);
    found.push({ node: declaration, name: declaration.name });
  });
  return found;
}

function declaredName(node: ts.Node): Named | null {
  const declares =
    ts.isVariableDeclaration(node) ||
    ts.isBindingElement(node) ||
    ts.isParameter(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isEnumDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node);
  if (!declares || !node.name || !ts.isIdentifier(node.name)) return null;
  return { node, name: node.name };
}

/** Names in signatures (`(value: T) => void` as a type) are not the handler's. */
function isParameterOfNested(node: ts.Node, fn: ts.FunctionLikeDeclaration): boolean {
  const declaring = declaringNode(node);
  return ts.isParameter(declaring) && declaring.parent !== fn;
}

function declarationFacts(
  id: number,
  { node, name }: Named,
  { fn, oracle }: { readonly fn: ts.FunctionLikeDeclaration; readonly oracle: BodyOracle },
): DeclarationFacts {
  const variable = ts.isVariableDeclaration(node) ? node : null;
  const initializer = variable?.initializer ?? null;
  const kind = kindOf(node);
  return {
    id,
    name: name.text,
    kind,
    nameRange: rangeOf(name),
    statement: rangeOf(declaringStatement(node)),
    scope: rangeOf(scopeOf(node, kind, fn)),
    typeText: variable?.type ? variable.type.getText() : null,
    evolving: variable !== null && isEvolving(variable),
    initializer: initializer ? rangeOf(initializer) : null,
    holdsClient: false,
    isResponse: initializer !== null && oracle.isResponse(withoutAwait(initializer)),
    isAny: isUntyped(node),
  };
}

function kindOf(node: ts.Node): DeclarationFacts["kind"] {
  if (ts.isFunctionDeclaration(node)) return "function";
  if (ts.isClassDeclaration(node)) return "class";
  if (ts.isEnumDeclaration(node)) return "enum";
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return "type";
  const declaring = declaringNode(node);
  if (ts.isParameter(declaring)) return "parameter";
  if (ts.isCatchClause(declaring.parent)) return "catch";
  if ((declaring.parent.flags & ts.NodeFlags.Let) !== 0) return "let";
  return (declaring.parent.flags & ts.NodeFlags.BlockScoped) === 0 ? "var" : "const";
}

/** The variable declaration or parameter that a binding element is part of. */
function declaringNode(node: ts.Node): ts.Node {
  return ts.isBindingElement(node) ? ts.walkUpBindingElementsAndPatterns(node) : node;
}

function declaringStatement(node: ts.Node): ts.Node {
  const declaring = declaringNode(node);
  if (!ts.isVariableDeclaration(declaring)) return declaring;
  const list = declaring.parent;
  return ts.isVariableDeclarationList(list) ? list.parent : list;
}

function scopeOf(node: ts.Node, kind: DeclarationFacts["kind"], fn: ts.FunctionLikeDeclaration): ts.Node {
  if (kind === "var" || kind === "parameter") return fn;
  let current = node.parent;
  while (current !== fn && !ts.isSourceFile(current) && !isBlockScope(current)) current = current.parent;
  return current;
}

function isBlockScope(node: ts.Node): boolean {
  return ts.isBlock(node) || ts.isCaseBlock(node) || ts.isCatchClause(node) || ts.isIterationStatement(node, false);
}

/** TypeScript infers these from later assignments, and reports them when a closure uses them. */
function isEvolving(node: ts.VariableDeclaration): boolean {
  if (node.type || ts.isCatchClause(node.parent)) return false;
  if (ts.isForOfStatement(node.parent.parent) || ts.isForInStatement(node.parent.parent)) return false;
  const value = node.initializer;
  if (value && ts.isArrayLiteralExpression(value)) return value.elements.length === 0;
  if ((node.parent.flags & ts.NodeFlags.Const) !== 0) return false;
  if (!value) return true;
  return value.kind === ts.SyntaxKind.NullKeyword || (ts.isIdentifier(value) && value.text === "undefined");
}

function withoutAwait(node: ts.Expression): ts.Expression {
  return ts.isAwaitExpression(node) ? node.expression : node;
}
