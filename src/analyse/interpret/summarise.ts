import { ts } from "ts-morph";
import { fileOf } from "../program/source-files.ts";
import { parseProblem } from "../program/parse-problem.ts";
import { isFunctionLike } from "../syntax/scope.ts";
import { join } from "../value/join.ts";
import { nodeId, valueKey } from "../value/key.ts";
import { type FunctionValue, nothing, opaque, type Value } from "../value/value.ts";
import { Collector } from "./collector.ts";
import { type Contribution, noContribution } from "./contribution.ts";
import type { Interpreter, Summary } from "./interpreter.ts";
import { effectAt, only } from "./make-effect.ts";
import { withoutTexts } from "./without-texts.ts";

/** Calls may nest this deep, and this many function activations may be analysed, before the analysis gives up. */
const maxDepth = 60;
const maxActivations = 400_000;

/** Rounds until the summaries of functions that call each other no longer change; three have always been enough. */
const maxRounds = 4;

interface Activation {
  readonly key: string;
  /** The result of the round before, that recursive calls are given. */
  assumed: Summary;
  /** Position in the stack of the outermost activation that this one's result depends on. */
  lowest: number;
  /** True once it was reached again while it ran. */
  isRecursive: boolean;
  wantsStrings: boolean;
}

/** Summaries of functions: kept, so that cost grows with distinct functions and not with calls (DESIGN.md 4). */
export interface Summaries {
  invoke(callee: FunctionValue, args: readonly Value[]): Summary;
  wantStrings(): void;
}

const bottom: Summary = { value: nothing, contribution: noContribution, wantsStrings: false };

export function createSummaries(it: () => Interpreter): Summaries {
  const kept = new Map<string, Summary>();
  const stack: Activation[] = [];
  let activations = 0;

  return {
    wantStrings() {
      const top = stack.at(-1);
      if (top) top.wantsStrings = true;
    },
    invoke(callee, args) {
      const given = [...callee.bound, ...args];
      const plain = given.map(withoutTexts);
      const summary = summarise(callee, plain);
      const hasTexts = summary.wantsStrings && valuesKey(plain) !== valuesKey(given);
      const exact = hasTexts ? summarise(callee, given) : summary;
      const top = stack.at(-1);
      if (top && exact.wantsStrings) top.wantsStrings = true;
      return exact;
    },
  };

  function summarise(callee: FunctionValue, args: readonly Value[]): Summary {
    const key = `${nodeId(callee.node)}@${callee.frame.id}.${callee.self ? valueKey(callee.self) : ""}(${valuesKey(args)})`;
    const known = kept.get(key);
    if (known) return known;
    const running = stack.findIndex((activation) => activation.key === key);
    if (running >= 0) return recursive(running);
    if (stack.length >= maxDepth || activations >= maxActivations) return gaveUp(callee);
    return iterate(key, callee, args);
  }

  function recursive(running: number): Summary {
    for (let index = running; index < stack.length; index++) {
      const activation = stack[index];
      if (activation) activation.lowest = Math.min(activation.lowest, running);
    }
    const target = stack[running];
    if (!target) return bottom;
    target.isRecursive = true;
    return target.assumed;
  }

  /** Runs a function until its result no longer depends on what was assumed about recursive calls of it. */
  function iterate(key: string, callee: FunctionValue, args: readonly Value[]): Summary {
    const index = stack.length;
    const activation: Activation = { key, assumed: bottom, lowest: index, isRecursive: false, wantsStrings: false };
    for (let round = 0; ; round++) {
      stack.push(activation);
      activations++;
      const result = { ...bodyOutcome(it(), callee, args), wantsStrings: activation.wantsStrings };
      stack.pop();
      const isStable = !activation.isRecursive || sameSummary(result, activation.assumed);
      if (isStable || round >= maxRounds) return keep(activation, index, result);
      activation.assumed = result;
    }
  }

  function keep(activation: Activation, index: number, result: Summary): Summary {
    // A result that leans on an activation further out is only true for this round of that one.
    if (activation.lowest >= index) kept.set(activation.key, result);
    const outer = stack.at(-1);
    if (outer) outer.lowest = Math.min(outer.lowest, activation.lowest);
    return result;
  }
}

function valuesKey(values: readonly Value[]): string {
  return values.map((value) => valueKey(value)).join();
}

function sameSummary(a: Summary, b: Summary): boolean {
  return (
    valueKey(a.value) === valueKey(b.value) &&
    a.contribution.effects.length === b.contribution.effects.length &&
    a.contribution.externals.length === b.contribution.externals.length &&
    a.contribution.throws === b.contribution.throws &&
    a.contribution.opened.length === b.contribution.opened.length
  );
}

function gaveUp(callee: FunctionValue): Summary {
  const cause = { code: "MS2009", data: { limit: `${maxDepth} nested calls` } } as const;
  const details = { kind: "unknown", model: null, operation: "call chain too deep", canFailWithoutAbort: true } as const;
  return { value: opaque, contribution: only(effectAt(callee.node, details, { client: null, cause })), wantsStrings: false };
}

function bodyOutcome(it: Interpreter, callee: FunctionValue, args: readonly Value[]): { value: Value; contribution: Contribution } {
  const { node } = callee;
  const frame = it.frame(node, callee.frame, { arguments: args, self: callee.self });
  const collector = new Collector();
  if (parseProblem(node.getSourceFile())) collector.add(unparsed(node));
  for (const parameter of node.parameters) if (parameter.initializer) collector.add(it.contributionOf(parameter.initializer, frame));
  if (!node.body) return { value: opaque, contribution: collector.result() };
  collector.add(it.contributionOf(node.body, frame));
  const returned = ts.isBlock(node.body) ? returnedExpressions(node.body) : [node.body];
  const value = join(...returned.map((expression) => it.evaluate(expression, frame)));
  const isGenerator = "asteriskToken" in node && node.asteriskToken !== undefined;
  return { value: isGenerator || value.length === 0 ? opaque : value, contribution: collector.result() };
}

/** A file that does not parse is analysed as far as it parses, and what it does is unknown all the same. */
function unparsed(node: ts.FunctionLikeDeclaration): Contribution {
  const cause = { code: "MS2010", data: { dependency: fileOf(node) } } as const;
  const details = { kind: "unknown", model: null, operation: "file does not parse", canFailWithoutAbort: true } as const;
  return only(effectAt(node, details, { client: null, cause }));
}

function returnedExpressions(body: ts.Block): readonly ts.Expression[] {
  const found: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (isFunctionLike(node) || ts.isClassLike(node)) return;
    if (ts.isReturnStatement(node) && node.expression) found.push(node.expression);
    ts.forEachChild(node, visit);
  };
  visit(body);
  return found;
}
