import type { Site } from "./effect.ts";
import type { RepositoryPath, TextRange, TextStyle } from "./text.ts";

/**
 * What the planner needs to know about the body of one handler function: a statement tree, and flat lists of names,
 * uses and sites that are matched to it by range. Plain data; positions refer to the text of `file` before migration.
 */
export interface BodyFacts {
  readonly file: RepositoryPath;
  readonly style: TextStyle;
  /** The function that is the handler, with its parameters. */
  readonly function: TextRange;
  readonly form: "block" | "expression";
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  /** The statements between the braces (form `block`), or the expression (form `expression`). */
  readonly body: TextRange;
  /** Statements of the body; empty for form `expression`. */
  readonly statements: readonly StatementFacts[];
  readonly declarations: readonly DeclarationFacts[];
  readonly references: readonly ReferenceFacts[];
  readonly sites: readonly Site[];
  readonly clientUses: readonly ClientUse[];
  readonly exits: readonly ExitFacts[];
  readonly context: ContextFacts;
  /** Every name that is visible anywhere in the handler, its own and the file's: a new name must not be one of them. */
  readonly takenNames: readonly string[];
  /** Database promises that are kept instead of being awaited in the expression that makes them. */
  readonly promises: readonly PromiseFacts[];
  /** Every function nested in the handler, in source order. */
  readonly functions: readonly NestedFunctionFacts[];
  /** Ranges whose lines must not be re-indented: template literals and JSX text, multi-line comments excepted. */
  readonly verbatim: readonly TextRange[];
}

export type StatementKind =
  | "expression"
  | "variable"
  | "return"
  | "throw"
  | "if"
  | "switch"
  | "loop"
  | "try"
  | "block"
  | "break"
  | "continue"
  | "labeled"
  | "declaration"
  | "empty";

export interface StatementFacts extends TextRange {
  readonly kind: StatementKind;
  /** Start of the comments that belong to it (no blank line between); `start` if there are none. */
  readonly leadingStart: number;
  /** End of a comment on its last line; `end` if there is none. */
  readonly trailingEnd: number;
  /** False if control never reaches what follows it: `return`, `throw`, an `if` whose branches both leave. */
  readonly completes: boolean;
  /** Nested statement lists, in source order; none for statements without. */
  readonly blocks: readonly BlockFacts[];
  /** What an expression statement, a `return`, an assignment or a declaration of one binding evaluates; else null. */
  readonly value: ValueFacts | null;
}

/** `value` of `value;`, `return value;`, `target = value;` and `const target = value;`. */
export interface ValueFacts extends TextRange {
  /** The operand, if the value is a plain `await operand`. */
  readonly awaited: TextRange | null;
  /** What is assigned or declared; null if the value goes nowhere or is returned. */
  readonly target: TextRange | null;
}

export interface BlockFacts extends TextRange {
  /**
   * `then`/`else` of an `if`; `case` of a `switch` (one a clause); `loop`; `try`/`catch`/`finally`; `block`.
   * The range is what stands between the braces, or the single statement.
   */
  readonly role: "then" | "else" | "case" | "loop" | "try" | "catch" | "finally" | "block";
  /** False for a branch written as a single statement without braces. */
  readonly braced: boolean;
  readonly statements: readonly StatementFacts[];
  /** For `case`: true if control can run on into the next clause. For others: true if the end can be reached. */
  readonly completes: boolean;
  /** For `catch`: true unless every path through it throws again. */
  readonly swallows?: boolean;
}

/**
 * A name declared in the handler's function (its parameters included), outside nested functions; or a variable of the
 * code around the handler that it uses, whose places then lie outside of `function`.
 */
export interface DeclarationFacts {
  readonly id: number;
  readonly name: string;
  readonly kind: "const" | "let" | "var" | "parameter" | "catch" | "function" | "class" | "type" | "enum";
  /** The name itself. */
  readonly nameRange: TextRange;
  /** The whole declaring statement (for a parameter: the parameter). */
  readonly statement: TextRange;
  /** Where the name is visible: its block, its `case` lists, or the function. */
  readonly scope: TextRange;
  /** The type annotation's text without the colon, if the name itself has one. */
  readonly typeText: string | null;
  /** True for `let x;` and `let x = null` without annotation: TypeScript infers its type from later assignments. */
  readonly evolving: boolean;
  /** The initializer of a plain `name = initializer` declarator. */
  readonly initializer: TextRange | null;
  /** True if the value is, or holds, the session client: an alias, a service built with it, a closure over it. */
  readonly holdsClient: boolean;
  /** True if the value is known to be a `Response`. */
  readonly isResponse: boolean;
  /** True if TypeScript types the value as `any` for sure (`await request.json()` without annotation). */
  readonly isAny: boolean;
}

/** A database operation whose promise outlives the expression that makes it (`const saved = db.order.create(...)`). */
export interface PromiseFacts extends TextRange {
  /**
   * `declaration`: a variable keeps it. `returned`: the handler returns it without `await`, so that a `try` around it
   * does not catch it. `unknown`: it goes somewhere else.
   */
  readonly kept: "declaration" | "returned" | "unknown";
  /** The variable, for `declaration`. */
  readonly declaration: number | null;
}

/** A function written inside the handler. */
export interface NestedFunctionFacts extends TextRange {
  /** The names that its own parameters and body declare. */
  readonly names: readonly string[];
  /** True if its own body has a `return`, with or without a value. */
  readonly returns: boolean;
  /** End of the last statement of its block with the comments after it; null for a concise or empty body. */
  readonly contentEnd: number | null;
}

/** One use of a declared name, in nested functions too. Declarations themselves are not references. */
export interface ReferenceFacts extends TextRange {
  readonly declaration: number;
  readonly access: "read" | "write" | "readwrite";
  /** True if it stands in a nested function. */
  readonly nested: boolean;
  /** The longest property path that starts here, without `?.` and `!`: `session.user.salesRepProfile.id`; the name if there is none. */
  readonly path: string;
  /** End of that path in the text, and the end of each prefix of it with more than one segment, shortest first. */
  readonly pathEnds: readonly number[];
  /** True if the path is assigned to (`order.total = 1`), where `access` says what happens to the name alone. */
  readonly writesPath: boolean;
  /** True if `path` (or a prefix, which `narrows` names) is tested here: condition, `&&`, `??`, `===`, `typeof`, `instanceof`. */
  readonly narrows: readonly string[];
}

/** An expression that denotes the session client, or something that holds it. */
export interface ClientUse extends TextRange {
  /**
   * `client`: the expression is the client itself (`db`, `ctx.db`). `delegate`: a model of it kept in a variable
   * (`orders` for `db.order`): `replacement` says how to write it on another client, `{}` standing for the client.
   * `context`: the whole context object is passed on. `holder`: a variable that holds the client in another way.
   */
  readonly kind: "client" | "delegate" | "context" | "holder";
  readonly replacement: string | null;
  /** Declaration of the variable that is used, if it is one. */
  readonly declaration: number | null;
  /** True for the shorthand property `{ db }`, which must become `{ db: tx }`. */
  readonly shorthand: boolean;
  /** True if it stands in a nested function. */
  readonly nested: boolean;
}

/** A statement that leaves the handler or a loop, in the handler's own function. */
export interface ExitFacts extends TextRange {
  readonly kind: "return" | "throw" | "break" | "continue" | "yield";
  /** The returned or thrown expression. */
  readonly expression: TextRange | null;
  /** For `return`: true if the value is known to be a `Response`. */
  readonly isResponse: boolean;
  /** For `break` and `continue`: the statement that they leave or repeat. For others null. */
  readonly target: TextRange | null;
  /** For `throw`: true if a `try` of the handler catches it and does not rethrow. */
  readonly caught: boolean;
}

/** How the handler function receives the client and the tenant. */
export interface ContextFacts {
  /** Text of an expression for the tenant id, valid in the whole body, or null if there is none yet. */
  readonly tenant: string | null;
  /** Where the first name of that expression is declared. */
  readonly tenantName: TextRange | null;
  /** The edit that makes `tenantName` available, when `tenant` is null; null if it cannot be done. */
  readonly addTenant: { readonly at: TextRange; readonly text: string; readonly name: string } | null;
  /** The client's binding, if it is one element of a destructuring that could be removed: element with its comma. */
  readonly clientElement: {
    readonly range: TextRange;
    /** The element alone. */
    readonly element: TextRange;
    readonly declaration: number;
  } | null;
  /** Name and property if the context arrives whole: `ctx` and `db`. */
  readonly contextObject: { readonly name: string; readonly clientProperty: string } | null;
}
