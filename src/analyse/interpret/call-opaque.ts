import { ts } from "ts-morph";
import { isModelOperation, isRawOperation, isUnmistakableOperation } from "../prisma/operations.ts";
import { enclosingFunctionName } from "../syntax/function-name.ts";
import { unwrap } from "../syntax/unwrap.ts";
import { clientsIn } from "../value/holds-client.ts";
import { opaque, rows } from "../value/value.ts";
import { Collector } from "./collector.ts";
import type { Call } from "./evaluate-call.ts";
import type { Interpreter, Outcome } from "./interpreter.ts";
import { unknownEffect } from "./make-effect.ts";
import { runBlindly } from "./run-callbacks.ts";

/**
 * A call of something about which nothing is known. Without a client among the arguments it cannot use one that the
 * analysis follows; its callbacks may be called. With a client it may do anything.
 */
export function callOpaque(it: Interpreter, call: Call, callee?: { readonly path: readonly string[] }): Outcome {
  const lost = lostClient(call, callee?.path ?? []);
  if (lost) return lost;
  const collector = new Collector();
  // An operation can only be called, which is what happens to callbacks below.
  const [client] = call.arguments.flatMap((argument) => clientsIn(argument.filter(({ kind }) => kind !== "operation")));
  if (client)
    collector.add(
      unknownEffect(call, { cause: { code: "MS2001", data: { callee: calleeText(call) } }, client }).contribution,
    );
  collector.add(runBlindly(it, call, isDetached(call) ? { deferred: true } : {}));
  return { value: opaque, contribution: collector.result() };
}

/** The callee as it is written, on one line. */
export function calleeText({ node }: Call): string {
  const callee = ts.isTaggedTemplateExpression(node) ? node.tag : node.expression;
  return callee.getText().replace(/\s+/g, " ").slice(0, 60);
}

const clientNames = /^(db|dbClient|prisma|prismaClient|tx|trx|transaction|client|database)$/i;

/**
 * The net under the value flow: a call that looks like a Prisma operation although its client was lost on the way
 * counts as unknown, never as nothing.
 */
function lostClient(call: Call, path: readonly string[]): Outcome | null {
  if (!ts.isCallExpression(call.node) && !ts.isTaggedTemplateExpression(call.node)) return null;
  const callee = unwrap(ts.isCallExpression(call.node) ? call.node.expression : call.node.tag);
  if (!ts.isPropertyAccessExpression(callee)) return null;
  const operation = callee.name.text;
  const object = unwrap(callee.expression);
  const owner = ts.isPropertyAccessExpression(object) ? unwrap(object.expression) : null;
  const isRaw = isRawOperation(operation) || (operation === "$transaction" && isClientName(object));
  const isModel =
    owner !== null && (isUnmistakableOperation(operation) || (isModelOperation(operation) && isClientName(owner)));
  if (!isRaw && !isModel && !isClientPath(path)) return null;
  const where = enclosingFunctionName(call.node);
  const expression = `${calleeText(call)} in ${where}`;
  const outcome = unknownEffect(call, { cause: { code: "MS2001", data: { callee: expression } }, client: null });
  return { value: rows, contribution: outcome.contribution };
}

/** `prisma.order.update` of a package, whatever it is called here. */
function isClientPath(path: readonly string[]): boolean {
  const [owner = "", , operation = ""] = path.slice(-3);
  return path.length > 3 && clientNames.test(owner) && isModelOperation(operation);
}

function isClientName(node: ts.Expression): boolean {
  const name = ts.isPropertyAccessExpression(node) ? node.name : node;
  return ts.isIdentifier(name) && clientNames.test(name.text);
}

/** `emitter.on("done", callback)`, `stream.pipeTo(...)`: the callback runs when the handler may have returned. */
function isDetached({ node }: Call): boolean {
  if (!ts.isCallExpression(node)) return false;
  const callee = unwrap(node.expression);
  return (
    ts.isPropertyAccessExpression(callee) && /^(on|once|addEventListener|waitUntil|subscribe)$/.test(callee.name.text)
  );
}
