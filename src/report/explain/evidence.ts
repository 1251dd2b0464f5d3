import { compareBy } from "../../model/compare.ts";
import type { EffectKind } from "../../model/effect.ts";
import type { ExternalPosition, PlannedHandler } from "../../model/plan.ts";
import type { SourceLocation } from "../../model/text.ts";
import { parseStep } from "./step.ts";

/** What the handler was found to do, as a tree of calls in source order. */
export type EvidenceNode = CallNode | OperationNode;

interface CallNode {
  readonly type: "call";
  readonly at: SourceLocation;
  /** The function that is called there. */
  readonly callee: string;
  readonly children: readonly EvidenceNode[];
}

export interface OperationNode {
  readonly type: "operation";
  readonly at: SourceLocation;
  readonly kind: EffectKind | "external";
  /** `order.create`, `fetch`. */
  readonly name: string;
  /** What else is to be known: another client, the position of an external call; empty if nothing. */
  readonly remark: string;
}

/** The effects and external calls of a handler, merged where they share the beginning of their call paths. */
export function evidenceTree(handler: PlannedHandler): readonly EvidenceNode[] {
  return merge([...effectEvidence(handler), ...externalEvidence(handler)]);
}

interface Evidence {
  /** What is left of the path, the operation's own place last; never empty. */
  readonly steps: readonly [string, ...string[]];
  readonly operation: Omit<OperationNode, "at" | "type">;
}

function effectEvidence(handler: PlannedHandler): Evidence[] {
  return handler.effects.map(({ file, line, path, kind, model, operation, client }) => ({
    steps: stepsOf(path, { file, line }),
    operation: {
      kind,
      name: model === null ? operation : `${model}.${operation}`,
      remark: client === "session" ? "" : `${client} client`,
    },
  }));
}

const positions: Readonly<Record<ExternalPosition, string>> = {
  before: "before the transaction",
  inside: "inside the transaction",
  after: "after the transaction",
  "no-region": "",
};

function externalEvidence(handler: PlannedHandler): Evidence[] {
  return handler.externalCalls.map(({ file, line, path, what, position }) => ({
    steps: stepsOf(path, { file, line }),
    operation: { kind: "external", name: what, remark: positions[position] },
  }));
}

function stepsOf([first, ...rest]: readonly string[], { file, line }: SourceLocation): Evidence["steps"] {
  return first === undefined ? [`${file}:${line}`] : [first, ...rest];
}

/** Nodes of the evidence whose paths begin at one place: operations that stand here, and calls that lead on. */
function merge(evidence: readonly Evidence[]): EvidenceNode[] {
  const operations = new Map<string, OperationNode>();
  const calls = new Map<string, { at: SourceLocation; callee: string; inside: Evidence[] }>();
  for (const { steps, operation } of evidence) {
    const [step, next, ...rest] = steps;
    const at = placeOf(step);
    if (next === undefined) {
      operations.set(JSON.stringify([step, operation]), { type: "operation", at, ...operation });
      continue;
    }
    const callee = parseStep(next).function;
    const key = JSON.stringify([step, callee]);
    const call = calls.get(key) ?? { at, callee, inside: [] };
    call.inside.push({ steps: [next, ...rest], operation });
    calls.set(key, call);
  }
  const callNodes = [...calls.values()].map(({ at, callee, inside }): CallNode => ({
    type: "call",
    at,
    callee,
    children: merge(inside),
  }));
  return [...operations.values(), ...callNodes].sort(
    compareBy(
      (node) => node.at.file,
      (node) => node.at.line,
      (node) => (node.type === "call" ? node.callee : node.name),
      (node) => JSON.stringify(node),
    ),
  );
}

function placeOf(step: string): SourceLocation {
  const { file, line } = parseStep(step);
  return { file, line };
}
