import { ts } from "ts-morph";
import type { ClientUse } from "../../model/body.ts";
import { isFunctionLike, resolveName } from "../syntax/scope.ts";
import type { DeclarationTable } from "./declarations.ts";
import type { BodyOracle, ClientMeaning } from "./oracle.ts";
import { isNameUse } from "./name-use.ts";
import { forEachNode, functionAround, rangeOf } from "./own-nodes.ts";
import { declarationOf } from "./references.ts";

interface Surroundings {
  readonly fn: ts.FunctionLikeDeclaration;
  readonly table: DeclarationTable;
  readonly oracle: BodyOracle;
}

/**
 * Every expression of the handler that denotes the session client or something that holds it, in source order. What
 * the oracle does not call a holder is one here if it is a function of the handler whose body uses the client.
 */
export function clientUses(surroundings: Surroundings): readonly ClientUse[] {
  const uses: ClientUse[] = [];
  const visit = (node: ts.Node): void => {
    const use = useAt(node, surroundings);
    if (use) uses.push(use);
    else if (!ts.isTypeNode(node)) ts.forEachChild(node, visit);
  };
  ts.forEachChild(surroundings.fn, visit);
  return [...uses, ...closureUses(uses, surroundings)].toSorted((a, b) => a.start - b.start);
}

function useAt(node: ts.Node, surroundings: Surroundings): ClientUse | null {
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
    const meaning = surroundings.oracle.clientUse(node);
    return meaning?.kind === "client" ? clientUse(node, meaning, surroundings) : null;
  }
  if (!ts.isIdentifier(node) || !isNameUse(node) || isWritten(node)) return null;
  const meaning = surroundings.oracle.clientUse(node);
  if (!meaning || (meaning.kind === "context" && isTakenApart(node, surroundings.oracle))) return null;
  return clientUse(node, meaning, surroundings);
}

function clientUse(node: ts.Expression, meaning: ClientMeaning, { fn, table }: Surroundings): ClientUse {
  return {
    ...rangeOf(node),
    ...meaning,
    declaration: ts.isIdentifier(node) ? declarationOf(node, table) : null,
    shorthand: ts.isShorthandPropertyAssignment(node.parent),
    nested: functionAround(node) !== fn,
  };
}

function isWritten(node: ts.Identifier): boolean {
  const parent = node.parent;
  return (
    ts.isBinaryExpression(parent) && parent.left === node && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
  );
}

/** `ctx.session` and `const { session } = ctx` use the context, but not its client. */
function isTakenApart(node: ts.Identifier, oracle: BodyOracle): boolean {
  const parent = node.parent;
  if (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) return parent.expression === node;
  if (!ts.isVariableDeclaration(parent) || !ts.isObjectBindingPattern(parent.name)) return false;
  const client = oracle.context.clientParameter.property;
  return parent.name.elements.every((element) => !element.dotDotDotToken && boundProperty(element) !== client);
}

function boundProperty(element: ts.BindingElement): string | null {
  const name = element.propertyName ?? element.name;
  return ts.isIdentifier(name) ? name.text : null;
}

/** Uses of the handler's own functions that close over the client, and of those that close over these. */
function closureUses(uses: readonly ClientUse[], surroundings: Surroundings): readonly ClientUse[] {
  const found = new Map<ts.Identifier, ClientUse>();
  const known = new Set(uses.map(({ start }) => start));
  for (let before = -1; before !== found.size;) {
    before = found.size;
    forEachNode(surroundings.fn, (node) => {
      if (!ts.isIdentifier(node) || !isNameUse(node) || known.has(node.getStart())) return;
      const closure = closureOf(node);
      const isOwn = closure !== null && declarationOf(node, surroundings.table) !== null;
      if (!isOwn || !usesClient(closure, [...uses, ...found.values()])) return;
      found.set(node, clientUse(node, { kind: "holder", replacement: null }, surroundings));
      known.add(node.getStart());
    });
  }
  return [...found.values()];
}

function closureOf(node: ts.Identifier): ts.Node | null {
  const declaration = resolveName(node.text, node);
  if (!declaration) return null;
  if (isFunctionLike(declaration)) return declaration;
  if (!ts.isVariableDeclaration(declaration) || !declaration.initializer) return null;
  return isFunctionLike(declaration.initializer) ? declaration.initializer : null;
}

function usesClient(closure: ts.Node, uses: readonly ClientUse[]): boolean {
  return uses.some(({ start, end }) => closure.getStart() <= start && end <= closure.end);
}
