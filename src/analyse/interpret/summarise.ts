import { nodeId, valueKey } from "../value/key.ts";
import { type FunctionValue, nothing, opaque, type Value } from "../value/value.ts";
import { bodyOutcome } from "./body-outcome.ts";
import { Collector } from "./collector.ts";
import { noContribution } from "./contribution.ts";
import type { Interpreter, Summary } from "./interpreter.ts";
import { effectAt, only } from "./make-effect.ts";
import { leansOnTexts } from "./leans-on-texts.ts";
import { withoutTexts } from "./without-texts.ts";

/** Calls may nest this deep, and this many function activations may be analysed, before the analysis gives up. */
const maxDepth = 60;
const maxActivations = 400_000;

/** Rounds until the summaries of functions that call each other no longer change; three have nearly always been enough. */
const maxRounds = 8;

interface Activation {
  readonly key: string;
  /** What recursive calls of it are given: the result of the round before. */
  assumed: Summary;
  /** Position in the stack of the outermost activation that this one's result depends on. */
  lowest: number;
  /** True once it was reached again while it ran. */
  isRecursive: boolean;
  /** True if it, or one that it called, came out otherwise than was assumed. */
  hasChanged: boolean;
  wantsStrings: boolean;
}

/** A result that leans on what is assumed about an activation further out: true for this round of that one. */
interface Provisional {
  readonly summary: Summary;
  lowest: number;
}

const bottom: Summary = { value: nothing, contribution: noContribution, wantsStrings: false };

/**
 * Summaries of functions: kept, so that cost grows with distinct functions and not with calls (DESIGN.md 4). Functions
 * that call each other are summarised together, in rounds, until nothing changes.
 */
export class Summaries {
  readonly #interpreter: () => Interpreter;
  readonly #kept = new Map<string, Summary>();
  readonly #provisional = new Map<string, Provisional>();
  readonly #assumptions = new Map<string, Summary>();
  readonly #stack: Activation[] = [];
  #activations = 0;

  constructor(interpreter: () => Interpreter) {
    this.#interpreter = interpreter;
  }

  /** Notes that a string's text would have made the result of the function that runs more exact. */
  wantStrings(): void {
    const top = this.#stack.at(-1);
    if (top) top.wantsStrings = true;
  }

  /** What calling a function with these arguments yields and does. */
  invoke(callee: FunctionValue, args: readonly Value[]): Summary {
    const given = [...callee.bound, ...args];
    const plain = given.map(withoutTexts);
    const summary = this.#summarise(callee, plain);
    const wants = summary.wantsStrings || summary.value.some(leansOnTexts);
    const exact = wants && valuesKey(plain) !== valuesKey(given) ? this.#summarise(callee, given) : summary;
    if (exact.wantsStrings) this.wantStrings();
    return exact;
  }

  #summarise(callee: FunctionValue, args: readonly Value[]): Summary {
    const key = `${nodeId(callee.node)}@${callee.frame.id}.${callee.self ? valueKey(callee.self) : ""}(${valuesKey(args)})`;
    const known = this.#kept.get(key) ?? this.#fromThisRound(key);
    if (known) return known;
    const running = this.#stack.findIndex((activation) => activation.key === key);
    if (running >= 0) return this.#recursive(running);
    if (this.#stack.length >= maxDepth || this.#activations >= maxActivations) return gaveUp(callee);
    return this.#iterate(key, callee, args);
  }

  #fromThisRound(key: string): Summary | null {
    const found = this.#provisional.get(key);
    if (!found) return null;
    this.#dependOn(found.lowest);
    return found.summary;
  }

  #dependOn(position: number): void {
    for (const activation of this.#stack.slice(position)) activation.lowest = Math.min(activation.lowest, position);
  }

  #recursive(running: number): Summary {
    this.#dependOn(running);
    const target = this.#stack[running];
    if (!target) return bottom;
    target.isRecursive = true;
    return target.assumed;
  }

  /**
   * Runs a function until its result no longer depends on what was assumed about recursive calls of it. Of functions
   * that call each other only the outermost goes round again: the others find what they came to in the round before.
   */
  #iterate(key: string, callee: FunctionValue, args: readonly Value[]): Summary {
    const index = this.#stack.length;
    const before = this.#provisional.size;
    const assumed = this.#assumptions.get(key) ?? bottom;
    const activation: Activation = {
      key,
      assumed,
      lowest: index,
      isRecursive: false,
      hasChanged: false,
      wantsStrings: false,
    };
    for (let round = 0; ; round++) {
      const result = this.#runOnce(activation, callee, args);
      if (activation.lowest < index) return this.#provisionally(activation, { index, before, result });
      if (!activation.hasChanged) return this.#keep(activation, before, result);
      if (round >= maxRounds) return this.#keep(activation, before, unsettled(callee, result));
      this.#forget(before);
    }
  }

  #runOnce(activation: Activation, callee: FunctionValue, args: readonly Value[]): Summary {
    activation.hasChanged = false;
    this.#stack.push(activation);
    this.#activations++;
    const result = { ...bodyOutcome(this.#interpreter(), callee, args), wantsStrings: activation.wantsStrings };
    this.#stack.pop();
    if (!activation.isRecursive) return result;
    activation.hasChanged ||= !sameSummary(result, activation.assumed);
    activation.assumed = result;
    this.#assumptions.set(activation.key, result);
    return result;
  }

  #provisionally(activation: Activation, at: { index: number; before: number; result: Summary }): Summary {
    const { lowest, key, hasChanged } = activation;
    for (const entry of [...this.#provisional.values()].slice(at.before)) entry.lowest = Math.min(entry.lowest, lowest);
    this.#provisional.set(key, { summary: at.result, lowest });
    const outer = this.#stack.at(-1);
    if (outer) {
      outer.lowest = Math.min(outer.lowest, lowest);
      outer.hasChanged ||= hasChanged;
    }
    return at.result;
  }

  /** Nothing further out has a say: what was found in the last round is true for good. */
  #keep(activation: Activation, before: number, result: Summary): Summary {
    for (const [key, { summary }] of [...this.#provisional].slice(before)) this.#kept.set(key, summary);
    this.#forget(before);
    if (this.#stack.length === 0) this.#assumptions.clear();
    this.#kept.set(activation.key, result);
    return result;
  }

  #forget(before: number): void {
    for (const key of [...this.#provisional.keys()].slice(before)) this.#provisional.delete(key);
  }
}

/** Functions that call each other and never come to rest: what was found may not be all. */
function unsettled(callee: FunctionValue, result: Summary): Summary {
  const collector = new Collector();
  collector.add(result.contribution);
  collector.add(gaveUp(callee).contribution);
  return { ...result, contribution: collector.result() };
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
  const details = {
    kind: "unknown",
    model: null,
    operation: "call chain too deep",
    canFailWithoutAbort: true,
  } as const;
  return {
    value: opaque,
    contribution: only(effectAt(callee.node, details, { client: null, cause })),
    wantsStrings: false,
  };
}
