import type { TextRange } from "../../model/text.ts";
import type { FunctionSource, NameInModule } from "./facts.ts";

/** One call that opens the transaction in which the handler runs. */
export interface Opening {
  readonly call: TextRange;
  readonly holder: HolderFacts;
  readonly usage: Usage;
  /** True if a `try` of the same function is around the call. */
  readonly insideTry: boolean;
  readonly callback: Callback;
  readonly tenant: TenantSource;
  /** What the awaited call has besides the callback's result. */
  readonly result: ResultShape;
  /** How the function answers when the tenant is not found, if a `catch` of it says so. */
  readonly notFoundResponse: TextRange | null;
}

/** The innermost function around an opening. */
export interface HolderFacts {
  readonly isAsync: boolean;
  /** Where `async ` goes. */
  readonly start: number;
  readonly returnType: TextRange | null;
  readonly returnsPromise: boolean;
}

/**
 * `returned`: the range (one or two statements) does nothing but return the callback's result. `concise`: it is the body
 * of an arrow function. `value`: the result is used otherwise, in the statement. `expression`: the call stands where no
 * statement can come before it; the callback is called in its place.
 */
export type Usage =
  | { readonly kind: "returned"; readonly range: TextRange; readonly isBraced: boolean }
  | { readonly kind: "concise"; readonly range: TextRange }
  | { readonly kind: "expression"; readonly range: TextRange }
  | {
      readonly kind: "value";
      readonly statement: TextRange;
      /** The call, with its `await` if there is one; with `{ result }` and its `=` if that is all that is taken. */
      readonly range: TextRange;
      readonly isAwaited: boolean;
      /** Local name of the result for `const { result } = await ...`. */
      readonly pattern: string | null;
    };

export type Callback =
  | {
      readonly kind: "inline";
      /** The whole function. */
      readonly function: TextRange;
      readonly isBlock: boolean;
      /** The annotation, if it is a `Promise<...>`. */
      readonly returnType: string | null;
      /** Between the braces, or the expression. */
      readonly body: TextRange;
      readonly tenantName: string | null;
      readonly clientName: string | null;
      /** Every name of the callback's own scope that must not meet one of the function around it. */
      readonly names: readonly CallbackName[];
      readonly returns: readonly CallbackReturn[];
      /** False if every path through the body returns or throws. */
      readonly completes: boolean;
      /** Literals whose lines must not be moved. */
      readonly verbatim: readonly TextRange[];
      /** Statements that set the tenant on the transaction, of a transaction that is opened in place. */
      readonly setsTenant: readonly TextRange[];
      /** Uses of the transaction's client before the tenant is set. */
      readonly clientUsesBefore: readonly TextRange[];
    }
  | { readonly kind: "reference"; readonly text: string; readonly passes: readonly PassedArgument[] };

export interface CallbackName {
  readonly name: string;
  /** True if the function around the callback declares or uses the name. */
  readonly collides: boolean;
  readonly uses: readonly (TextRange & { readonly isShorthand: boolean })[];
}

export interface CallbackReturn extends TextRange {
  readonly expression: TextRange | null;
  readonly needsAwait: boolean;
  readonly needsParentheses: boolean;
  /** True if a `try` of the callback is around it. */
  readonly insideTry: boolean;
}

/** What an opening passes to its callback at one position. */
export type PassedArgument = "tenant" | "client" | ReadonlyMap<string, "tenant" | "client">;

export type TenantSource =
  | { readonly kind: "expression"; readonly text: string }
  | { readonly kind: "lookup"; readonly lookup: TenantLookup; readonly arguments: string };

/** Names of an object that holds the callback's result; null: it is the result itself. */
export type ResultShape = null | {
  readonly result: string;
  readonly tenant: string | null;
  /** True if it has more, which the new code does not have. */
  readonly hasMore: boolean;
};

/** How the application finds the tenant of a request: a function of it, cut off where the transaction begins. */
export interface TenantLookup {
  /** The application has such a function already: then nothing is made. */
  readonly existing: NameInModule | null;
  readonly source: FunctionSource;
  /** Parameters of the new function, as text. */
  readonly parameters: string;
  /** For each of them, which argument of the opening it gets. */
  readonly argumentIndexes: readonly number[];
  /** Between the braces; null if the tenant is one expression. */
  readonly body: TextRange | null;
  /** What runs the transaction and returns, with the text of the tenant. */
  readonly tenants: readonly (TextRange & { readonly tenant: string })[];
  /** `throw` statements that mean that there is no such tenant. */
  readonly notFound: readonly TextRange[];
  /** Classes of the errors that they throw. */
  readonly notFoundErrors: readonly string[];
  readonly passes: readonly PassedArgument[];
  readonly result: ResultShape;
}
