import { ts } from "ts-morph";
import type { SessionFamily } from "../../model/config.ts";
import { isFunctionLike } from "../syntax/scope.ts";
import { unwrap } from "../syntax/unwrap.ts";
import { handlerDeclarations } from "./handler-declarations.ts";
import { mentions } from "./mentions.ts";
import { functionsOf, type ScaffoldProgram } from "./scaffold-program.ts";

/** A call through which the handler comes to run in a tenant's transaction. */
export interface FoundOpening {
  readonly call: ts.CallExpression;
  /** The argument that leads to the handler. */
  readonly callback: ts.Expression;
  /** The parameters that are the handler where the call stands. */
  readonly handlers: ReadonlySet<ts.Node>;
  readonly through: Through;
}

/**
 * `tenant`: the tenant transaction itself. `transaction`: `$transaction` of a client. `family`: another wrapper that is
 * migrated. `function`: a function of the repository that opens the transaction for its callback.
 */
export type Through =
  | { readonly kind: "tenant" | "transaction" }
  | { readonly kind: "family"; readonly family: SessionFamily }
  | { readonly kind: "function"; readonly fn: ts.FunctionLikeDeclaration; readonly handlers: ReadonlySet<ts.Node> };

/** Functions call each other this deep before the search gives up. */
const maxDepth = 6;

/**
 * The calls below a node that run the handler in a transaction, outermost first. A transaction that does not lead to
 * the handler (a login that is recorded) is none.
 *
 * @param handlers the parameters that are the handler there
 */
export function findOpenings(
  program: ScaffoldProgram,
  root: ts.Node,
  handlers: ReadonlySet<ts.Node>,
): readonly FoundOpening[] {
  return openingsBelow({ program, handlers, depth: 0 }, root);
}

interface Search {
  readonly program: ScaffoldProgram;
  readonly handlers: ReadonlySet<ts.Node>;
  readonly depth: number;
}

function openingsBelow(search: Search, root: ts.Node): readonly FoundOpening[] {
  const found: FoundOpening[] = [];
  const visit = (node: ts.Node): void => {
    const opening = ts.isCallExpression(node) ? openingOf(search, node) : null;
    if (opening) found.push(opening);
    else ts.forEachChild(node, visit);
  };
  visit(root);
  return found;
}

function openingOf(search: Search, call: ts.CallExpression): FoundOpening | null {
  const leading = call.arguments.filter((argument) => mentions(argument, search.handlers));
  const callback = leading.find((argument) => isFunctionLike(unwrap(argument))) ?? leading.at(-1);
  if (!callback) return null;
  const through = throughOf(search, call, call.arguments.indexOf(callback));
  return through && { call, callback, handlers: search.handlers, through };
}

function throughOf(search: Search, call: ts.CallExpression, index: number): Through | null {
  const { program, depth } = search;
  const functions = functionsOf(program, call.expression);
  for (const fn of functions) {
    if (program.it.known.isTenantTransaction(fn)) return { kind: "tenant" };
    const legacy = program.it.known.sessionWrapperOf(fn);
    const family = program.config.sessions.find((session) => session.legacy === legacy);
    if (family && legacy !== null && isLegacyName(call.expression, family)) return { kind: "family", family };
  }
  if (isTransactionOfClient(call)) return { kind: "transaction" };
  if (depth >= maxDepth) return null;
  for (const fn of functions) {
    const parameter = fn.parameters[index];
    if (!fn.body || !parameter) continue;
    const handlers = handlerDeclarations(parameter, fn);
    if (openingsBelow({ program, handlers, depth: depth + 1 }, fn.body).length > 0)
      return { kind: "function", fn, handlers };
  }
  return null;
}

/** A family's replacement has the family's name too; what calls it needs no change. */
function isLegacyName(callee: ts.Expression, { legacy, replacement }: SessionFamily): boolean {
  const node = unwrap(callee);
  const name = ts.isPropertyAccessExpression(node) ? node.name.text : node.getText();
  return name !== replacement || name === legacy;
}

/** Nothing but a Prisma client has a method of this name, so the client need not be followed. */
function isTransactionOfClient({ expression }: ts.CallExpression): boolean {
  const callee = unwrap(expression);
  return ts.isPropertyAccessExpression(callee) && callee.name.text === "$transaction";
}
