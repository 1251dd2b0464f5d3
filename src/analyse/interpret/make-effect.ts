import type { ts } from "ts-morph";
import type { Effect } from "../../model/effect.ts";
import { fileOf, lineOf } from "../program/source-files.ts";
import { enclosingFunctionName } from "../syntax/function-name.ts";
import { type ClientValue, opaque } from "../value/value.ts";
import { type Cause, type Contribution, type FoundEffect, noContribution } from "./contribution.ts";
import type { Call } from "./evaluate-call.ts";
import type { Outcome } from "./interpreter.ts";

/** One step of a path: where a person looks to follow it. */
export function stepAt(node: ts.Node): string {
  return `${fileOf(node)}#${enclosingFunctionName(node)}:${lineOf(node)}`;
}

export type EffectDetails = Pick<Effect, "kind" | "model" | "operation" | "canFailWithoutAbort"> &
  Partial<Pick<Effect, "note" | "nestedModels">>;

/** An effect at a node, with the client that carries it. */
export function effectAt(
  node: ts.Node,
  details: EffectDetails,
  from: { client: ClientValue | null; cause?: Cause | null },
): FoundEffect {
  const { client, cause = null } = from;
  const place = { file: fileOf(node), line: lineOf(node), path: [stepAt(node)] };
  const effect: Effect = { ...details, ...place, client: client?.client ?? "global" };
  return { effect, client, position: node.getStart(), cause, deferred: false, survivable: false, repeated: false };
}

/** The outcome of a call about which only one thing is known: that it may do anything to the database. */
export function unknownEffect(call: Call, what: { cause: Cause; client: ClientValue | null }): Outcome {
  const operation = call.node.getText().replace(/\s+/g, " ").slice(0, 60);
  const found = effectAt(call.node, { kind: "unknown", model: null, operation, canFailWithoutAbort: true }, what);
  return { value: opaque, contribution: only(found) };
}

export function only(...effects: readonly FoundEffect[]): Contribution {
  return { ...noContribution, effects };
}
