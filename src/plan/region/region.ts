import type { StatementFacts } from "../../model/body.ts";
import type { OpenedTransaction } from "../../model/effect.ts";
import type { TextRange } from "../../model/text.ts";
import type { StatementList } from "./statement-tree.ts";

/** A run of statements in one list, by index. */
export interface Span {
  readonly list: StatementList;
  readonly first: number;
  readonly last: number;
}

/** Everything that is decided about one region; the edits follow from it and the text alone. */
export interface RegionPlan extends TextRange {
  /** The statements; empty for a concise function, whose body is the region. */
  readonly statements: readonly StatementFacts[];
  readonly form: RegionForm;
  /** Name of the transaction client inside. */
  readonly client: string;
  readonly exit: RegionExit;
  /** Values that come back, in the order of their declarations. */
  readonly results: readonly ResultBinding[];
  /** Narrowed property paths that a constant before the region keeps. */
  readonly hoists: readonly Hoist[];
  /** True if the region is the only statement of a branch without braces. */
  readonly unbraced: boolean;
  readonly arrays: readonly ArrayRewrite[];
}

/**
 * `wrap`: the tenant transaction goes around the statements. `convert`: the statement is a transaction already, whose
 * opening call is replaced. `extend`: the first statement is one, whose callback takes in the others. `concise`: the
 * function's body is an expression.
 */
export type RegionForm =
  | { readonly kind: "wrap" | "concise" }
  | { readonly kind: "convert" | "extend"; readonly transaction: OpenedTransaction; readonly contentEnd: number };

/**
 * `values`: control goes on after the region, always. `return`: it never does. `outcome`: the callback gives either
 * the handler's response or the values. `name`: what the callback's result is called, where it needs a name.
 */
export type RegionExit =
  | { readonly kind: "values"; readonly name: string }
  | { readonly kind: "return"; readonly awaits: boolean }
  | { readonly kind: "outcome"; readonly name: string };

export interface ResultBinding {
  readonly name: string;
  /** `assign`: a variable from before the region. */
  readonly binding: "const" | "let" | "assign";
  readonly typeText: string | null;
  readonly declaration: number;
  /** True if the value may be a `Response` itself, so that it cannot be told from an early return. */
  readonly maybeResponse: boolean;
  /** True for `const action = isNew ? "created" : "updated"`: returned as it is, TypeScript would make it a `string`. */
  readonly isLiteral: boolean;
}

export interface Hoist {
  readonly name: string;
  /** A place where the path stands: its text is the constant's value. */
  readonly source: TextRange;
  readonly uses: readonly TextRange[];
}

/** `[a, b] = await db.$transaction([x, y])`, to be written as one await after the other. */
export interface ArrayRewrite {
  readonly statement: StatementFacts;
  readonly elements: readonly TextRange[];
  /** A name for each element; null if the results are not used. */
  readonly names: readonly string[] | null;
  readonly keyword: string;
  readonly options: TextRange | null;
}
