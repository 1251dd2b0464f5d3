import { ts } from "ts-morph";
import { fileOf } from "../program/source-files.ts";
import { unwrap } from "../syntax/unwrap.ts";
import { join } from "../value/join.ts";
import { type Alternative, type Frame, opaque, type Value } from "../value/value.ts";
import { callBuiltin } from "./call-builtin.ts";
import { callFunction, constructInstance } from "./call-function.ts";
import { callOpaque } from "./call-opaque.ts";
import { callOperation } from "./call-operation.ts";
import { callPackage } from "./call-package.ts";
import { Collector } from "./collector.ts";
import { moduleValue } from "./declared-value.ts";
import { stringsIn } from "./evaluate-expression.ts";
import type { CallNode, Interpreter, Outcome } from "./interpreter.ts";
import { unknownEffect } from "./make-effect.ts";

/** One call under analysis. */
export interface Call {
  readonly node: CallNode;
  readonly frame: Frame;
  readonly arguments: readonly Value[];
}

/** What a call, `new` or tagged template yields and does: the join over everything that the callee may be. */
export function evaluateCall(it: Interpreter, node: CallNode, frame: Frame): Outcome {
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) return importCall(it, node, frame);
  const callee = calleeValue(it, node, frame);
  const call = lazyCall(it, node, frame);
  if (callee.length === 0) return callOpaque(it, call);
  const alternatives = withoutPlaceholders(callee);
  const [only] = alternatives;
  if (only && alternatives.length === 1) return callAlternative(it, only, call);
  const collector = new Collector();
  const values = alternatives.map((alternative) => {
    const outcome = callAlternative(it, alternative, call);
    collector.add(outcome.contribution);
    return outcome.value;
  });
  return { value: join(...values), contribution: collector.result() };
}

/** Most calls are operations of a model, or answers in JSON: what they are given need not be known. */
function lazyCall(it: Interpreter, node: CallNode, frame: Frame): Call {
  let values: readonly Value[] | null = null;
  return {
    node,
    frame,
    get arguments() {
      values ??= argumentValues(it, node, frame);
      return values;
    },
  };
}

/** In `globalForPrisma.prisma ?? new PrismaClient()` the left side is the same client, only not known to be one. */
function withoutPlaceholders(callee: Value): Value {
  const isClient = callee.some(({ kind }) => kind === "operation" || kind === "model" || kind === "client");
  return isClient ? callee.filter(({ kind }) => kind !== "opaque" && kind !== "builtin") : callee;
}

function calleeValue(it: Interpreter, node: CallNode, frame: Frame): Value {
  if (ts.isTaggedTemplateExpression(node)) return it.evaluate(node.tag, frame);
  if (node.expression.kind === ts.SyntaxKind.SuperKeyword) return superclass(it, node, frame);
  const name = unwrap(node.expression);
  if (ts.isIdentifier(name) && name.text === "require" && ts.isCallExpression(node)) {
    const specifier = node.arguments[0];
    if (specifier && ts.isStringLiteralLike(specifier)) return [{ kind: "builtin", path: ["require", specifier.text], receiver: null }];
  }
  return it.evaluate(node.expression, frame);
}

/** What `super(...)` calls. */
function superclass(it: Interpreter, node: ts.Node, frame: Frame): Value {
  let owner = node;
  while (!ts.isClassLike(owner)) owner = owner.parent;
  const base = owner.heritageClauses?.find((clause) => clause.token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
  return base ? it.evaluate(base.expression, frame) : opaque;
}

/** A spread argument stands for any number: its elements are joined into all positions from there on. */
function argumentValues(it: Interpreter, node: CallNode, frame: Frame): readonly Value[] {
  if (ts.isTaggedTemplateExpression(node)) {
    const { template } = node;
    const spans = ts.isTemplateExpression(template) ? template.templateSpans : [];
    return [opaque, ...spans.map((span) => it.evaluate(span.expression, frame))];
  }
  return (node.arguments ?? []).flatMap((argument): Value[] => {
    if (!ts.isSpreadElement(argument)) return [it.evaluate(argument, frame)];
    const spread = it.evaluate(argument.expression, frame);
    const [only] = spread;
    if (spread.length === 1 && only?.kind === "array" && only.items) return [...only.items];
    const element = it.property(spread, null);
    return [element, element, element];
  });
}

function callAlternative(it: Interpreter, callee: Alternative, call: Call): Outcome {
  switch (callee.kind) {
    case "function":
      return ts.isNewExpression(call.node) ? { value: opaque, contribution: callFunction(it, callee, call).contribution } : callFunction(it, callee, call);
    case "class":
      return constructInstance(it, callee, call);
    case "operation":
      return callOperation(it, callee, call);
    case "client":
    case "model":
      return unknownEffect(call, { cause: { code: "MS2003", data: { operation: call.node.getText().slice(0, 60) } }, client: callee.kind === "model" ? callee.client : callee });
    case "builtin":
      return callBuiltin(it, callee, call);
    case "package":
      return callPackage(it, callee, call);
    case "probe":
      it.onProbe?.(callee.index, call.arguments, call.node);
      return callOpaque(it, call);
    default:
      return callOpaque(it, call);
  }
}

/** `await import("./x")`; a computed path could be anything. */
function importCall(it: Interpreter, node: ts.CallExpression, frame: Frame): Outcome {
  const [argument] = node.arguments;
  const specifiers = argument ? stringsIn(it, it.evaluate(argument, frame)) : null;
  const call: Call = { node, frame, arguments: [] };
  if (!specifiers) {
    const expression = argument?.getText() ?? "";
    return unknownEffect(call, { cause: { code: "MS2005", data: { specifier: expression } }, client: null });
  }
  const modules = specifiers.map((specifier) => moduleValue(it, specifier, fileOf(node)));
  return { value: join(...modules), contribution: new Collector().result() };
}
