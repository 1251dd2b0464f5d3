import { canFailWithoutAbort, isRawOperation, modelOperationKind } from "../prisma/operations.ts";
import { join } from "../value/join.ts";
import { arrayOf, type ClientValue, nothing, type OperationValue, rows, type Value } from "../value/value.ts";
import { callBack } from "./call-function.ts";
import { computedMembers, queryHooks } from "./client-extensions.ts";
import { Collector } from "./collector.ts";
import { type Cause, type FoundEffect, noContribution } from "./contribution.ts";
import type { Call } from "./evaluate-call.ts";
import type { Interpreter, Outcome } from "./interpreter.ts";
import { effectAt, only, unknownEffect } from "./make-effect.ts";
import { nestedWrites } from "./nested-writes.ts";
import { rawEffect } from "./raw-effect.ts";

/** A call of a client's or a model's method. */
export function callOperation(it: Interpreter, callee: OperationValue, call: Call): Outcome {
  const { client, operation } = callee;
  if (operation === null) return chosenAtRunTime(callee, call);
  if (operation === "$transaction") return openTransaction(it, client, call);
  if (operation === "$extends") return extendClient(it, client, call);
  const effect = isRawOperation(operation) ? rawEffect(it, callee, call) : modelEffect(callee, call);
  const collector = new Collector();
  collector.add(only(effect));
  if (client.extensions.length > 0) collector.add(queryHooks(it, client, { model: callee.model, name: operation }));
  return { value: answered(it, client), contribution: collector.result() };
}

/** Rows, with the methods that the client's extensions compute for them. */
function answered(it: Interpreter, client: ClientValue): Value {
  const computed = computedMembers(it, client);
  return computed.size > 0 ? [{ kind: "rows", computed }] : rows;
}

function chosenAtRunTime(callee: OperationValue, call: Call): Outcome {
  return unknownEffect(call, { cause: unknownCause({ ...callee, model: null }, call), client: callee.client });
}

function modelEffect(callee: OperationValue, call: Call): FoundEffect {
  const operation = callee.operation ?? "";
  const named = modelOperationKind(operation);
  // A read of a model that is chosen at run time could be anything that the client has under that name.
  const kind = callee.model === null && named === "read" ? "unknown" : named;
  const nested = kind === "write" ? nestedWrites(call.node) : { models: [], connects: false };
  const details = {
    kind,
    model: callee.model,
    operation,
    canFailWithoutAbort: canFailWithoutAbort(operation) || nested.connects,
    ...(nested.models.length > 0 ? { nestedModels: nested.models } : {}),
  };
  const cause = kind === "unknown" ? unknownCause(callee, call) : null;
  return effectAt(call.node, details, { client: callee.client, cause });
}

function unknownCause(callee: OperationValue, call: Call): Cause {
  if (callee.model !== null) return { code: "MS2003", data: { operation: `${callee.model}.${callee.operation}` } };
  return { code: "MS2002", data: { expression: call.node.getText().replace(/\s+/g, " ").slice(0, 60) } };
}

/**
 * `client.$transaction(callback)` and `client.$transaction([a, b])`. On the session client it opens a transaction
 * inside the handler; on a transaction client it is a savepoint of the same one (Prisma 7.5, PRISMA.md 2.E).
 */
function openTransaction(it: Interpreter, client: ClientValue, call: Call): Outcome {
  const [first = nothing] = call.arguments;
  const isArray = first.some(({ kind }) => kind === "array" || kind === "rows");
  const collector = new Collector();
  collector.add({ ...noContribution, opened: [{ client, form: isArray ? "array" : "callback" }] });
  if (isArray) return { value: arrayOf(rows), contribution: collector.result() };
  const outcome = callBack(
    it,
    call,
    it.observing ? { ...client, client: "session", openedOn: null } : transactionOn(client),
  );
  collector.add(outcome.contribution);
  return { value: outcome.value, contribution: collector.result() };
}

function transactionOn(client: ClientValue): ClientValue {
  if (client.client === "session") return { ...client, client: "transaction", openedOn: "session" };
  // A transaction on a client of the application's own commits by itself, whatever becomes of the handler.
  return client.client === "global" ? { ...client, openedOn: "global" } : client;
}

/** `client.$extends({...})`, `client.$extends((client) => ...)`, `client.$extends(fromAPackage())`. */
function extendClient(it: Interpreter, client: ClientValue, call: Call): Outcome {
  const [first = nothing] = call.arguments;
  const objects: Value = first.filter((value) => value.kind === "object");
  const made = first.map((value) => (value.kind === "function" ? it.invoke(value, [[client]]).value : nothing));
  const extended: Value = [objects.length > 0 ? { ...client, extensions: [...client.extensions, objects] } : client];
  return { value: join(extended, ...made), contribution: noContribution };
}
