import type { OperationName } from "./operations/operation-table.ts";

/**
 * A route handler as a small tree. Numbers named `pick` choose among what is there where the statement stands (values
 * read before, rows of the seed), so that every part of a tree is a tree that can be rendered.
 */
export interface Program {
  readonly shell: Shell;
  readonly context: ContextStyle;
  readonly format: Format;
  /** Inner declarations may take the name of an outer one. */
  readonly shadows: boolean;
  readonly body: Block;
  readonly answer: AnswerForm;
  /** A second handler in the file, with this operation. */
  readonly other: OperationChoice | null;
}

export const shells = ["function", "arrow", "concise", "named", "delegating", "functionExpression", "options"] as const;
type Shell = (typeof shells)[number];

export const contextStyles = [
  "plain",
  "renamed",
  "renamedTx",
  "withoutTenant",
  "whole",
  "late",
  "tenantTaken",
] as const;
export type ContextStyle = (typeof contextStyles)[number];

export const formats = ["usual", "single", "bare", "tabs", "windows", "narrow", "untouched"] as const;
export type Format = (typeof formats)[number];

export const answerForms = ["totals", "spread", "values", "status", "plain", "unawaited"] as const;
type AnswerForm = (typeof answerForms)[number];

export type Block = readonly Statement[];

/** One database operation; `row` picks the row it is about, `value` what is written or asked. */
export interface OperationChoice {
  readonly name: OperationName;
  readonly row: number;
  readonly value: number;
}

export const uses = [
  "discard",
  "bind",
  "guard",
  "count",
  "push",
  "destructure",
  "then",
  "caught",
  "tested",
  "wrapped",
  "argument",
  "floating",
] as const;
export type Use = (typeof uses)[number];

export const loopForms = ["of", "counter", "while", "do", "labelled", "entries", "overAwait", "awaiting"] as const;
type LoopForm = (typeof loopForms)[number];

export const caughtForms = ["swallow", "rethrow", "code", "answer", "mapped", "wrapped", "flagged"] as const;
export type CaughtForm = (typeof caughtForms)[number];

export const transactionForms = ["callback", "options", "isolated", "helper", "concise"] as const;
type TransactionForm = (typeof transactionForms)[number];

export const externalCalls = ["fetch", "carrier", "mail", "sms", "freight", "storage", "parallel"] as const;
export type ExternalName = (typeof externalCalls)[number];

export const externalGuards = ["await", "bind", "answer", "throw", "catch", "try"] as const;
export type ExternalGuard = (typeof externalGuards)[number];

export const helperStyles = [
  "client",
  "scope",
  "service",
  "field",
  "transaction",
  "reads",
  "arrow",
  "swallows",
] as const;
export type HelperStyle = (typeof helperStyles)[number];

export const apartForms = ["global", "bound", "tenant"] as const;
type ApartForm = (typeof apartForms)[number];

export const errorKinds = ["plain", "http", "custom"] as const;
type ErrorKind = (typeof errorKinds)[number];

export const decorations = ["push", "comment", "template", "void", "shadow", "constants", "wait", "object"] as const;
type Decoration = (typeof decorations)[number];

export type Statement =
  | { readonly kind: "decoration"; readonly what: Decoration; readonly pick: number }
  | { readonly kind: "operation"; readonly operation: OperationChoice; readonly use: Use }
  | {
      readonly kind: "answer";
      readonly condition: number | null;
      readonly pick: number;
      readonly operation: OperationChoice | null;
    }
  | { readonly kind: "throw"; readonly condition: number | null; readonly error: ErrorKind }
  | {
      readonly kind: "jump";
      readonly keyword: "break" | "continue";
      readonly condition: number;
      readonly outer: boolean;
    }
  | { readonly kind: "external"; readonly call: ExternalName; readonly guard: ExternalGuard; readonly pick: number }
  | {
      readonly kind: "parallel";
      readonly operations: readonly OperationChoice[];
      readonly form: "bound" | "discarded" | "settled";
    }
  | {
      readonly kind: "each";
      readonly operation: OperationChoice;
      readonly form: "map" | "reduce" | "block";
      readonly pick: number;
    }
  | { readonly kind: "apart"; readonly form: ApartForm; readonly operation: OperationChoice; readonly pick: number }
  | { readonly kind: "array"; readonly operations: readonly OperationChoice[]; readonly bound: boolean }
  | {
      readonly kind: "chosen";
      readonly condition: number;
      readonly operations: readonly [OperationChoice, OperationChoice];
      readonly form: "branch" | "ternary" | "late" | "untyped" | "tried";
    }
  | {
      readonly kind: "closure";
      readonly operation: OperationChoice;
      readonly form: "expression" | "block" | "function" | "client";
    }
  | { readonly kind: "alias"; readonly form: "client" | "delegate" | "assigned" }
  | { readonly kind: "callClosure"; readonly pick: number; readonly use: "discard" | "bind" }
  | {
      readonly kind: "branch";
      readonly condition: number;
      readonly then: Block;
      readonly second: { readonly condition: number; readonly block: Block } | null;
      readonly otherwise: Block | null;
    }
  | {
      readonly kind: "switch";
      readonly pick: number;
      readonly cases: readonly Block[];
      readonly otherwise: Block | null;
      readonly fallsThrough: boolean;
    }
  | { readonly kind: "loop"; readonly form: LoopForm; readonly pick: number; readonly block: Block }
  | {
      readonly kind: "try";
      readonly block: Block;
      readonly caught: CaughtForm | null;
      readonly handling: Block;
      readonly last: Block | null;
    }
  | {
      readonly kind: "transaction";
      readonly form: TransactionForm;
      readonly pick: number;
      readonly block: Block;
      readonly bound: boolean;
    }
  | { readonly kind: "called"; readonly form: "iife" | "inner" | "then"; readonly block: Block }
  | { readonly kind: "helper"; readonly style: HelperStyle; readonly place: "file" | "module"; readonly block: Block };
