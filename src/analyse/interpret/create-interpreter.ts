import type { ts } from "ts-morph";
import type { ResolveModule } from "../program/module-resolution.ts";
import { noTexts, type RepositoryTexts } from "../program/repository-texts.ts";
import type { SourceFiles } from "../program/source-files.ts";
import type { SqlReader } from "../sql/classify-sql.ts";
import { containerOf } from "../syntax/scope.ts";
import { unwrap } from "../syntax/unwrap.ts";
import { type Frame, nothing, opaque, type Value } from "../value/value.ts";
import { contributionOf } from "./contribution-of.ts";
import { declaredValue } from "./declared-value.ts";
import { evaluateCall } from "./evaluate-call.ts";
import { evaluateExpression } from "./evaluate-expression.ts";
import { exportedValue } from "./exported-value.ts";
import type { CallNode, Interpreter, Outcome } from "./interpreter.ts";
import { propertyValue } from "./property.ts";
import { Summaries } from "./summarise.ts";

export interface Program {
  readonly sources: SourceFiles;
  readonly resolveModule: ResolveModule;
  readonly sql: SqlReader;
  readonly texts?: RepositoryTexts;
}

/** An interpreter for a repository; it knows no tenant transaction and no wrapper until it is told. */
export function createInterpreter(program: Program): Interpreter {
  const frames = createFrames();
  const outcomes = new WeakMap<Frame["values"], Map<CallNode, Outcome>>();
  const summaries = new Summaries(() => it);
  const it: Interpreter = {
    ...program,
    texts: program.texts ?? noTexts,
    known: {
      isTenantTransaction: () => false,
      sessionWrapperOf: () => null,
      tenantExtensions: [],
      handedTo: () => null,
    },
    onProbe: null,
    observing: false,
    ...frames,
    evaluate(expression, frame) {
      return once(frame.values, unwrap(expression), () => evaluateExpression(it, expression, frame));
    },
    declared(declaration, frame) {
      return declaredValue(it, declaration, frame);
    },
    call(node, frame) {
      const known = outcomes.get(frame.values) ?? new Map<CallNode, Outcome>();
      outcomes.set(frame.values, known);
      const outcome = known.get(node) ?? evaluateCall(it, node, frame);
      known.set(node, outcome);
      return outcome;
    },
    invoke: (callee, args) => summaries.invoke(callee, args),
    wantStrings: () => {
      summaries.wantStrings();
    },
    contributionOf: (node, frame) => contributionOf(it, node, frame),
    property: (value, name) => propertyValue(it, value, name),
    exported: (file, name) => exportedValue(it, file, name),
  };
  return it;
}

/** Keeps values by node; while one is being found out, asking for it again gives nothing. */
function once(values: Map<ts.Node, Value>, node: ts.Node, find: () => Value): Value {
  const known = values.get(node);
  if (known) return known;
  values.set(node, nothing);
  const value = find();
  values.set(node, value);
  return value;
}

/** Activations of one function that are remembered, to tell what it may be called with. */
const maxActivations = 12;

function createFrames(): Pick<Interpreter, "frame" | "moduleFrame" | "frameAt" | "activationsOf"> {
  let nextId = 1;
  const lexical = new WeakMap<ts.Node, Frame>();
  const activations = new WeakMap<ts.Node, (readonly Value[])[]>();
  const frame: Interpreter["frame"] = (owner, parent, given = {}) => {
    const made: Frame = {
      id: nextId++,
      owner,
      parent,
      arguments: given.arguments ?? [],
      self: given.self ?? null,
      values: new Map(),
    };
    const known = activations.get(owner);
    if (!known) activations.set(owner, [made.arguments]);
    else if (known.length < maxActivations) known.push(made.arguments);
    return made;
  };
  const frameOfOwner = (owner: Frame["owner"]): Frame => {
    const known = lexical.get(owner);
    if (known) return known;
    const parent = "statements" in owner ? null : frameOfOwner(containerOf(owner));
    const made: Frame = { ...frame(owner, parent, { self: opaque }), isLexical: true };
    lexical.set(owner, made);
    return made;
  };
  return {
    frame,
    moduleFrame: frameOfOwner,
    frameAt: (node) => frameOfOwner(containerOf(node)),
    activationsOf: (owner) => activations.get(owner) ?? [],
  };
}
