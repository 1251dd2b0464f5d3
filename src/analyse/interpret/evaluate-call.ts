import { ts } from "ts-morph";
import { fileOf } from "../program/source-files.ts";
import { unwrap } from "../syntax/unwrap.ts";
import { join } from "../value/join.ts";
import { clientsIn } from "../value/holds-client.ts";
import { type Alternative, type Frame, type FunctionValue, opaque, type Value } from "../value/value.ts";
import { callBuiltin } from "./call-builtin.ts";
import { callFunction, constructInstance } from "./call-function.ts";
import { calleeText, callOpaque } from "./call-opaque.ts";
import { callOperation } from "./call-operation.ts";
import { callPackage } from "./call-package.ts";
import { Collector } from "./collector.ts";
import { moduleValue } from "./declared-value.ts";
import { stringsIn } from "./evaluate-expression.ts";
import type { CallNode, Interpreter, Outcome } from "./interpreter.ts";
import type { Contribution } from "./contribution.ts";
import { stepAt, unknownEffect } from "./make-effect.ts";
import { templateTexts } from "./sql-text.ts";
import { moduleExports } from "../syntax/module-exports.ts";

/** One call under analysis. */
export interface Call {
  readonly node: CallNode;
  readonly frame: Frame;
  readonly arguments: readonly Value[];
}

/** What a call, `new` or tagged template yields and does: the join over everything that the callee may be. */
export function evaluateCall(it: Interpreter, node: CallNode, frame: Frame): Outcome {
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    return importCall(it, node, frame);
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
  if (isClient) return callee.filter(({ kind }) => kind !== "opaque" && kind !== "builtin");
  // A table of functions may hold other things too; calling those would be an error.
  return callee.some(({ kind }) => kind === "function") ? callee.filter(({ kind }) => !data.has(kind)) : callee;
}

const data = new Set<Alternative["kind"]>(["object", "array", "map", "string", "sql", "rows", "response", "instance"]);

function calleeValue(it: Interpreter, node: CallNode, frame: Frame): Value {
  if (ts.isTaggedTemplateExpression(node)) return it.evaluate(node.tag, frame);
  if (node.expression.kind === ts.SyntaxKind.SuperKeyword) return superclass(it, node, frame);
  const name = unwrap(node.expression);
  if (ts.isIdentifier(name) && name.text === "require" && ts.isCallExpression(node)) {
    const specifier = node.arguments[0];
    if (specifier && ts.isStringLiteralLike(specifier))
      return [{ kind: "builtin", path: ["require", specifier.text], receiver: null }];
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

/** Loading a module runs its top level: a script does its work then. */
export function loadingContribution(it: Interpreter, modules: Value, node: ts.Node): Contribution {
  const collector = new Collector();
  for (const module of modules) {
    const source = module.kind === "module" ? it.sources.get(module.file) : null;
    if (source) collector.add(it.contributionOf(source, it.moduleFrame(source)), { step: stepAt(node) });
  }
  return collector.result();
}

/** A spread argument stands for any number: its elements are joined into all positions from there on. */
function argumentValues(it: Interpreter, node: CallNode, frame: Frame): readonly Value[] {
  if (ts.isTaggedTemplateExpression(node)) {
    const { template } = node;
    const spans = ts.isTemplateExpression(template) ? template.templateSpans : [];
    const texts = templateTexts(it, template, frame);
    return [[{ kind: "sql", texts }], ...spans.map((span) => it.evaluate(span.expression, frame))];
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

/** The call of one of the things that the callee may be. */
export function callAlternative(it: Interpreter, callee: Alternative, call: Call): Outcome {
  switch (callee.kind) {
    case "function":
      return ts.isNewExpression(call.node) ? constructByFunction(it, callee, call) : callFunction(it, callee, call);
    case "class":
      return constructInstance(it, callee, call);
    case "operation":
      return callOperation(it, callee, call);
    case "client":
    case "model":
      return unknownEffect(call, {
        cause: { code: "MS2003", data: { operation: call.node.getText().slice(0, 60) } },
        client: callee.kind === "model" ? callee.client : callee,
      });
    case "lost":
      return unknownEffect(call, {
        cause: { code: "MS2001", data: { callee: calleeText(call) } },
        client: callee.client,
      });
    case "module":
      return callModule(it, callee.file, call);
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

/** `new Old(db)` of a function: its prototype is not followed. */
function constructByFunction(it: Interpreter, callee: FunctionValue, call: Call): Outcome {
  const { contribution } = callFunction(it, callee, call);
  const [client] = call.arguments.flatMap((argument) => clientsIn(argument));
  return { value: client ? [{ kind: "lost", client }] : opaque, contribution };
}

/** `require("./x")(...)`: a module whose `module.exports` or `export =` is a function. */
function callModule(it: Interpreter, file: string, call: Call): Outcome {
  const source = it.sources.get(file);
  if (!source || !moduleExports(source).named.has("default")) return callOpaque(it, call);
  const collector = new Collector();
  const values = it.exported(file, "default").map((callee) => {
    const outcome = callAlternative(it, callee, call);
    collector.add(outcome.contribution);
    return outcome.value;
  });
  return { value: join(...values), contribution: collector.result() };
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
  const modules = join(...specifiers.map((specifier) => moduleValue(it, specifier, fileOf(node))));
  return { value: modules, contribution: loadingContribution(it, modules, node) };
}
