import type { ts } from "ts-morph";
import type { DiagnosticCode, DiagnosticData } from "../../diagnostics/diagnostic.ts";
import type { Effect, ExternalCall } from "../../model/effect.ts";
import type { ClientValue } from "../value/value.ts";

/** Why an effect is unknown: a diagnostic that has no place yet. */
export type Cause = {
  [Code in DiagnosticCode]: { readonly code: Code; readonly data: DiagnosticData[Code] };
}[DiagnosticCode];

export interface FoundEffect {
  readonly effect: Effect;
  readonly client: ClientValue | null;
  /** Start of the operation in its file: with file and client it tells effects apart. */
  readonly position: number;
  readonly cause: Cause | null;
  /** True if it runs in a callback that outlives the handler. */
  readonly deferred: boolean;
  /** True if a function on the way can keep its error in and go on. */
  readonly survivable: boolean;
  /** True if it stands in a loop or a callback of a function on the way: it can run more than once. */
  readonly repeated: boolean;
}

export interface FoundExternal {
  readonly call: ExternalCall;
  readonly position: number;
}

/** A transaction that is opened on a client, here or in a helper. */
export interface OpenedOn {
  readonly client: ClientValue;
  readonly form: "callback" | "array";
}

/** A function that was called with a client as argument: tells what a helper does with a callback. */
export interface CalledWithClient {
  readonly node: ts.Node;
  readonly client: ClientValue;
}

/** What evaluating something does, besides yielding a value. */
export interface Contribution {
  readonly effects: readonly FoundEffect[];
  readonly externals: readonly FoundExternal[];
  /** Can end in an explicit throw that nothing on the way catches. */
  readonly throws: boolean;
  readonly opened: readonly OpenedOn[];
  readonly callbacks: readonly CalledWithClient[];
  /** Wrapper calls inside: a second session, a second transaction. */
  readonly sessions: readonly string[];
}

export const noContribution: Contribution = {
  effects: [],
  externals: [],
  throws: false,
  opened: [],
  callbacks: [],
  sessions: [],
};

export function isEmpty(contribution: Contribution): boolean {
  return (
    contribution.effects.length === 0 &&
    contribution.externals.length === 0 &&
    !contribution.throws &&
    contribution.opened.length === 0 &&
    contribution.callbacks.length === 0 &&
    contribution.sessions.length === 0
  );
}
