import type { ts } from "ts-morph";
import type { RepositoryPath } from "../../model/text.ts";
import type { ResolveModule } from "../program/module-resolution.ts";
import type { RepositoryTexts } from "../program/repository-texts.ts";
import type { SourceFiles } from "../program/source-files.ts";
import type { SqlReader } from "../sql/classify-sql.ts";
import type { Declaration } from "../syntax/scope.ts";
import type { Frame, FunctionValue, Value } from "../value/value.ts";
import type { Contribution } from "./contribution.ts";

/** What a call yields and does. */
export interface Outcome {
  readonly value: Value;
  readonly contribution: Contribution;
}

/** What a function yields and does when it is called with certain arguments. */
export interface Summary extends Outcome {
  /** True if the result would be more exact with the texts of string arguments. */
  readonly wantsStrings: boolean;
}

export type CallNode = ts.CallExpression | ts.NewExpression | ts.TaggedTemplateExpression;

/** Functions of the application whose meaning the tool knows; found by where they are declared. */
export interface KnownFunctions {
  /** `withTenant`: opens a transaction for a tenant and calls back with its client. */
  readonly isTenantTransaction: (node: ts.FunctionLikeDeclaration) => boolean;
  /** The family's legacy name if the function is a session wrapper. */
  readonly sessionWrapperOf: (node: ts.FunctionLikeDeclaration) => string | null;
  /** Client extensions that the tenant transaction's client has. */
  readonly tenantExtensions: readonly Value[];
  /** What a wrapper gives to a handler that is written in place; null for other functions. */
  readonly handedTo: (node: ts.FunctionLikeDeclaration) => readonly Value[] | null;
}

/**
 * The abstract interpreter. It follows clients as values from the places where they come into being through names,
 * properties, calls and closures; it never asks the type checker (DESIGN.md 4, "Facts, not types").
 */
export interface Interpreter {
  readonly sources: SourceFiles;
  readonly resolveModule: ResolveModule;
  readonly sql: SqlReader;
  readonly texts: RepositoryTexts;
  known: KnownFunctions;

  readonly evaluate: (expression: ts.Expression, frame: Frame) => Value;
  /** The value of a declared name. */
  readonly declared: (declaration: Declaration, frame: Frame) => Value;
  /** What a call, `new` or tagged template yields and does. */
  readonly call: (node: CallNode, frame: Frame) => Outcome;
  /** What calling a function with these arguments yields and does; paths start inside the function. */
  readonly invoke: (callee: FunctionValue, args: readonly Value[]) => Summary;
  /** Everything that evaluating a node does, nested calls included. */
  readonly contributionOf: (node: ts.Node, frame: Frame) => Contribution;
  /** The value of a property; the name is null where it is chosen at run time. */
  readonly property: (value: Value, name: string | null) => Value;
  readonly exported: (file: RepositoryPath, name: string) => Value;
  /** A new activation. */
  readonly frame: (
    owner: Frame["owner"],
    parent: Frame | null,
    given?: Partial<Pick<Frame, "arguments" | "self">>,
  ) => Frame;
  /** The activation of a file's top level. */
  readonly moduleFrame: (source: ts.SourceFile) => Frame;
  /** The activation in which a node's names are looked up, when nothing is known about the calls around it. */
  readonly frameAt: (node: ts.Node) => Frame;
  /** What a function has been called with, the first few times. */
  readonly activationsOf: (owner: ts.Node) => readonly (readonly Value[])[];
  /** Called whenever a parameter under observation is called. */
  /** True while a wrapper is looked at: the client of its transaction is the session client of its handlers. */
  observing: boolean;
  onProbe: ((index: number, args: readonly Value[], node: CallNode) => void) | null;
  /** Notes that a string's text would have made the result more exact. */
  readonly wantStrings: () => void;
}
