import type { Result, Shape } from "../operations/operation.ts";
import type { Place, Sheet } from "./sheet.ts";

/** A variable that holds what an operation gave. */
export interface Known {
  readonly name: string;
  readonly result: Result;
  readonly shape: Shape;
}

/** What does not change from a block to the blocks in it, until a function or a loop begins. */
export interface Frame {
  readonly file: Place;
  readonly client: string;
  readonly tenant: string;
  /** How a block is left early: with an answer, with a number, with nothing. */
  readonly returns: "answer" | "number" | "nothing";
  /** Where the handler's `session` and `log` can be used. */
  readonly isHandler: boolean;
  readonly session: string | null;
  readonly loop: "none" | "plain" | "labelled";
  /** Name of the error, inside of a `catch`. */
  readonly error: string | null;
}

/** The names of a block. */
export class Scope {
  readonly sheet: Sheet;
  /** Changes when the client gets another name. */
  frame: Frame;
  readonly closures: {
    readonly name: string;
    readonly argument: string | null;
    readonly known: Omit<Known, "name">;
    readonly reach: () => void;
  }[] = [];
  readonly #parent: Scope | null;
  readonly #shadows: boolean;
  readonly #known: Known[] = [];
  readonly #hidden = new Set<string>();
  readonly #own = new Set<string>();
  readonly #used = new Set<string>();

  constructor(given: {
    sheet: Sheet;
    frame: Frame;
    parent: Scope | null;
    shadows: boolean;
    names?: readonly string[];
  }) {
    this.sheet = given.sheet;
    this.frame = given.frame;
    this.#parent = given.parent;
    this.#shadows = given.shadows;
    for (const name of given.names ?? []) this.#own.add(name);
  }

  child(changes: Partial<Frame> = {}, names: readonly string[] = []): Scope {
    return new Scope({
      sheet: this.sheet,
      frame: { ...this.frame, ...changes },
      parent: this,
      shadows: this.#shadows,
      names,
    });
  }

  /** A scope that sees none of this one's names. */
  apart(frame: Frame, names: readonly string[]): Scope {
    return new Scope({ sheet: this.sheet, frame, parent: null, shadows: this.#shadows, names });
  }

  /** A name for a variable of this block; it may hide an outer one if the program shadows. */
  fresh(noun: string): string {
    for (let n = 1; ; n += 1) {
      const name = n === 1 ? noun : `${noun}${n}`;
      if (!this.#isFree(name)) continue;
      if (this.#parent?.has(name)) this.sheet.saw("nasty.shadowing");
      this.#own.add(name);
      return name;
    }
  }

  has(name: string): boolean {
    return this.#own.has(name) || (this.#parent?.has(name) ?? false);
  }

  know(known: Known): void {
    this.#known.push(known);
  }

  /** From here on the variable is known to be there: `if (!customer) return`. */
  sharpen(name: string, result: Result | "never"): void {
    const known = this.known().find((candidate) => candidate.name === name);
    this.#hidden.add(name);
    if (!known || result === "never") return;
    this.#known.push({ ...known, result });
  }

  /** Variables that can be used here, the latest last. */
  known(): readonly Known[] {
    const outer = this.#parent?.known() ?? [];
    const own = new Set(this.#known.map(({ name }) => name));
    return [
      ...outer.filter(({ name }) => !own.has(name) && !this.#own.has(name) && !this.#hidden.has(name)),
      ...this.#latest(),
    ];
  }

  knownClosures(): Scope["closures"] {
    const outer = this.#parent?.knownClosures() ?? [];
    return [...outer.filter(({ name }) => !this.#own.has(name)), ...this.closures];
  }

  /** Notes that an expression of this block names the variable. */
  use(name: string): string {
    this.#used.add(name);
    if (!this.#own.has(name)) this.#parent?.use(name);
    return name;
  }

  #latest(): readonly Known[] {
    return this.#known.filter(({ name }, index) => this.#known.findLastIndex((other) => other.name === name) === index);
  }

  #isFree(name: string): boolean {
    if (reserved.has(name) || this.#own.has(name)) return false;
    return this.#shadows ? !this.#used.has(name) : !this.has(name);
  }
}

/** Names that every handler has. */
const reserved = new Set([
  "db",
  "tx",
  "tenantId",
  "session",
  "input",
  "total",
  "log",
  "request",
  "error",
  "t",
  "client",
]);
