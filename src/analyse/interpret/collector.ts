import { alternativeKey, nodeId } from "../value/key.ts";
import {
  type CalledWithClient,
  type Contribution,
  type FoundEffect,
  type FoundExternal,
  isEmpty,
  noContribution,
  type OpenedOn,
} from "./contribution.ts";

/** How a contribution changes on its way out of the place where it was found. */
export interface Passage {
  /** Step to put before each path: `file#function:line` of the call. */
  readonly step?: string;
  /** A `catch` on the way keeps errors in. */
  readonly caught?: boolean;
  /** A `catch` on the way can keep the error of a statement in and go on. */
  readonly survived?: boolean;
  /** It can run more than once. */
  readonly repeated?: boolean;
  /** It runs in a callback that outlives the handler. */
  readonly deferred?: boolean;
}

/** Gathers contributions without counting the same thing twice; of equal effects the shortest path stays. */
export class Collector {
  readonly #effects = new Map<string, FoundEffect>();
  readonly #externals = new Map<string, FoundExternal>();
  readonly #opened = new Map<string, OpenedOn>();
  readonly #callbacks = new Map<string, CalledWithClient>();
  readonly #sessions = new Set<string>();
  #throws = false;

  add(contribution: Contribution, passage: Passage = {}): void {
    if (isEmpty(contribution)) return;
    for (const found of contribution.effects) this.#addEffect(passEffect(found, passage));
    for (const found of contribution.externals) this.#addExternal(passExternal(found, passage));
    for (const opened of contribution.opened)
      this.#opened.set(`${opened.form}${alternativeKey(opened.client)}`, opened);
    for (const callback of contribution.callbacks)
      this.#callbacks.set(`${nodeId(callback.node)}${alternativeKey(callback.client)}`, callback);
    for (const session of contribution.sessions) this.#sessions.add(session);
    if (contribution.throws && !passage.caught && !passage.deferred) this.#throws = true;
  }

  throws(): void {
    this.#throws = true;
  }

  result(): Contribution {
    const contribution: Contribution = {
      effects: [...this.#effects.values()],
      externals: [...this.#externals.values()],
      throws: this.#throws,
      opened: [...this.#opened.values()],
      callbacks: [...this.#callbacks.values()],
      sessions: [...this.#sessions],
    };
    return isEmpty(contribution) ? noContribution : contribution;
  }

  #addEffect(found: FoundEffect): void {
    const client = found.client ? alternativeKey(found.client) : "";
    const { file, kind, operation, model, canFailWithoutAbort } = found.effect;
    // The kind too: one `$queryRaw(sql)` in a helper reads for one caller and writes for the next.
    const key = `${file}:${found.position}:${kind}:${model}.${operation}:${client}:${found.deferred}:${canFailWithoutAbort}`;
    const known = this.#effects.get(key);
    const best = !known || found.effect.path.length < known.effect.path.length ? found : known;
    this.#effects.set(key, known ? { ...best, ...bothWays(found, known) } : found);
  }

  #addExternal(found: FoundExternal): void {
    const key = `${found.call.file}:${found.position}`;
    const known = this.#externals.get(key);
    if (!known || found.call.path.length < known.call.path.length) this.#externals.set(key, found);
  }
}

/** What holds for an operation that is reached in two ways: it then runs more than once. */
function bothWays(one: FoundEffect, other: FoundEffect): Pick<FoundEffect, "survivable" | "repeated"> {
  const isSameWay = one.effect.path.join() === other.effect.path.join();
  return {
    survivable: one.survivable || other.survivable,
    repeated: one.repeated || other.repeated || !isSameWay,
  };
}

function passEffect(found: FoundEffect, passage: Passage): FoundEffect {
  const { step, caught = false, survived = false, repeated = false, deferred = false } = passage;
  const effect = {
    ...found.effect,
    path: pathFrom(step, found.effect.path),
    canFailWithoutAbort: found.effect.canFailWithoutAbort && !caught,
  };
  return {
    ...found,
    effect,
    deferred: found.deferred || deferred,
    survivable: found.survivable || survived,
    repeated: found.repeated || repeated,
  };
}

function passExternal(found: FoundExternal, passage: Passage): FoundExternal {
  if (passage.step === undefined) return found;
  return { ...found, call: { ...found.call, path: pathFrom(passage.step, found.call.path) } };
}

/** A callback that is written where it is handed over is one step with that. */
function pathFrom(step: string | undefined, path: readonly string[]): readonly string[] {
  return step === undefined || step === path[0] ? path : [step, ...path];
}
