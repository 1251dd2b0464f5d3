import { ts } from "ts-morph";
import { rangeOf } from "../body/own-nodes.ts";
import type { OpenedTransaction, TransactionCallback } from "../../model/effect.ts";
import type { Contribution } from "../interpret/contribution.ts";
import type { Interpreter } from "../interpret/interpreter.ts";
import { isFunctionLike } from "../syntax/scope.ts";
import { unwrap } from "../syntax/unwrap.ts";
import type { Frame } from "../value/value.ts";

/**
 * What is known about a call that opens a transaction on the session client: `db.$transaction(...)`, or a helper that
 * does so for a client and a callback that it is given. Null for other calls, and for helpers that bring their own
 * callback: those are writes like others.
 */
export function openedTransaction(
  it: Interpreter,
  at: { node: ts.Expression; frame: Frame; contribution: Contribution },
): OpenedTransaction | null {
  const { node, frame, contribution } = at;
  const opened = contribution.opened.find(({ client }) => client.client === "session");
  if (!opened || !ts.isCallExpression(node)) return null;
  const written = node.arguments.map((argument) => unwrap(argument));
  const isDirect = it.evaluate(node.expression, frame).some((callee) => callee.kind === "operation");
  const callbackArgument = isDirect ? 0 : written.findIndex((argument) => isFunctionLike(argument));
  const clientArgument = written.findIndex((argument) =>
    it.evaluate(argument, frame).some((value) => value.kind === "client"),
  );
  const subject = written[callbackArgument];
  if (!subject) return null;
  const callback = isFunctionLike(subject) ? callbackOf(subject) : null;
  const isReentrant = contribution.callbacks.some(
    ({ node: called, client }) => called === subject && client.client === "session",
  );
  const optionsArgument = optionsPosition({ count: written.length, callbackArgument, clientArgument });
  return {
    client: "session",
    form: opened.form,
    through: isDirect ? "client" : isReentrant ? "reentrant-helper" : "helper",
    callee: rangeOf(node.expression),
    arguments: node.arguments.map(rangeOf),
    callbackArgument,
    clientArgument: clientArgument < 0 ? null : clientArgument,
    optionsArgument,
    callback,
    elements: ts.isArrayLiteralExpression(subject) ? subject.elements.map(rangeOf) : null,
  };
}

/** Options, where there are any, come last. */
function optionsPosition(at: { count: number; callbackArgument: number; clientArgument: number }): number | null {
  const last = at.count - 1;
  return last > at.callbackArgument && last !== at.clientArgument ? last : null;
}

function callbackOf(node: ts.FunctionLikeDeclaration): TransactionCallback | null {
  if (!node.body) return null;
  const [parameter] = node.parameters;
  const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
  return {
    ...rangeOf(node),
    isAsync: modifiers.some((modifier) => modifier.kind === ts.SyntaxKind.AsyncKeyword),
    body: rangeOf(node.body),
    bodyIsBlock: ts.isBlock(node.body),
    clientName: parameter && ts.isIdentifier(parameter.name) ? parameter.name.text : null,
    returnsValue: !ts.isBlock(node.body) || returnsValue(node.body),
  };
}

function returnsValue(body: ts.Block): boolean {
  let found = false;
  const visit = (node: ts.Node): void => {
    if (found || isFunctionLike(node)) return;
    if (ts.isReturnStatement(node) && node.expression) found = true;
    else ts.forEachChild(node, visit);
  };
  visit(body);
  return found;
}
