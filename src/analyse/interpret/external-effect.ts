import type { ts } from "ts-morph";
import type { ExternalCall } from "../../model/effect.ts";
import { fileOf, lineOf } from "../program/source-files.ts";
import { opaque } from "../value/value.ts";
import { noContribution } from "./contribution.ts";
import type { Outcome } from "./interpreter.ts";
import { stepAt } from "./make-effect.ts";

/** The outcome of a call that leaves the process. */
export function externalAt(node: ts.Node, what: Pick<ExternalCall, "kind" | "what">): Outcome {
  const call: ExternalCall = { ...what, file: fileOf(node), line: lineOf(node), path: [stepAt(node)] };
  return { value: opaque, contribution: { ...noContribution, externals: [{ call, position: node.getStart() }] } };
}
