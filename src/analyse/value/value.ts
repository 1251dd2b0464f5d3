import type { ts } from "ts-morph";
import type { ClientKind } from "../../model/effect.ts";

/**
 * What an expression may denote, as far as the database is concerned: a set of alternatives. The empty set is "not
 * known yet" (recursion) or "never". Everything that is neither a client nor leads to one is `opaque`.
 */
export type Value = readonly Alternative[];

export type Alternative =
  | ClientValue
  | ModelValue
  | OperationValue
  | FunctionValue
  | ObjectValue
  | ArrayValue
  | ClassValue
  | InstanceValue
  | { readonly kind: "module"; readonly file: string }
  /** A value from a package or a module that is not there: `axios.get` is `["axios", "default", "get"]`. */
  | { readonly kind: "package"; readonly path: readonly string[]; readonly missing: boolean }
  /** A global of the language or the platform: `Promise.all` is `["Promise", "all"]`. */
  | { readonly kind: "builtin"; readonly path: readonly string[]; readonly receiver: Value | null }
  /** A string; null where the analysis has put its text away (see summaries). */
  | { readonly kind: "string"; readonly text: string | null }
  /** A piece of SQL (`Prisma.Sql`): every text it may be; null if a part is not a constant. */
  | { readonly kind: "sql"; readonly texts: readonly string[] | null }
  | { readonly kind: "response" }
  /** What a database operation or query answered, before or after `await`. */
  | RowsValue
  | MapValue
  | ProxyValue
  /** Something that was made from a client by code that cannot be followed: whatever is called on it may do anything. */
  | { readonly kind: "lost"; readonly client: ClientValue | null }
  /** A parameter of a function that is analysed for what it does with it. */
  | { readonly kind: "probe"; readonly index: number }
  | { readonly kind: "opaque" };

/** A Prisma client. */
export interface ClientValue {
  readonly kind: "client";
  readonly client: ClientKind;
  /** For a transaction: what it was opened on; `tenant` if by the tenant transaction. */
  readonly openedOn: "session" | "global" | "tenant" | null;
  /** Arguments of `$extends`, in order. */
  readonly extensions: readonly Value[];
}

/** `db.order`; the model is null where it is chosen at run time. */
export interface ModelValue {
  readonly kind: "model";
  readonly client: ClientValue;
  readonly model: string | null;
}

/** `db.order.create`, `db.$queryRaw`: what a call or template of it does. */
export interface OperationValue {
  readonly kind: "operation";
  readonly client: ClientValue;
  readonly model: string | null;
  readonly operation: string | null;
}

export interface FunctionValue {
  readonly kind: "function";
  readonly node: ts.FunctionLikeDeclaration;
  readonly frame: Frame;
  readonly self: Value | null;
  /** Arguments already given by `bind`. */
  readonly bound: readonly Value[];
}

export interface ObjectValue {
  readonly kind: "object";
  readonly properties: ReadonlyMap<string, Value>;
  /** What properties that are not listed may be; empty if there are none. */
  readonly rest: Value;
  /** Its getters and setters. */
  readonly accessors?: readonly FunctionValue[];
  /** True for the context object that the wrapper hands to the handler. */
  readonly isContext: boolean;
}

export interface ArrayValue {
  readonly kind: "array";
  /** Values by position where they are known. */
  readonly items: readonly Value[] | null;
  /** Join of all elements. */
  readonly element: Value;
}

/** A `Map`: what `get` answers, and what its keys may be. */
export interface MapValue {
  readonly kind: "map";
  readonly key: Value;
  readonly element: Value;
}

/** `new Proxy(target, { get })` */
export interface ProxyValue {
  readonly kind: "proxy";
  readonly target: Value;
  /** The `get` trap; empty if there is none. */
  readonly get: Value;
}

export interface RowsValue {
  readonly kind: "rows";
  /** Methods that the `result` component of a client extension adds to them, by name. */
  readonly computed?: ReadonlyMap<string, Value>;
}

export interface ClassValue {
  readonly kind: "class";
  readonly node: ts.ClassLikeDeclaration;
  readonly frame: Frame;
}

export interface InstanceValue {
  readonly kind: "instance";
  readonly of: ClassValue;
  readonly arguments: readonly Value[];
}

/** One activation of a function (or of a file's top level): where names get their values. */
export interface Frame {
  readonly id: number;
  readonly owner: ts.FunctionLikeDeclaration | ts.SourceFile;
  readonly parent: Frame | null;
  readonly arguments: readonly Value[];
  readonly self: Value | null;
  /** Values of expressions and declarations, once known. */
  readonly values: Map<ts.Node, Value>;
  /** True if nothing is known about the calls that lead here: arguments are looked for elsewhere. */
  readonly isLexical?: true;
  /** What a declaration is taken for while its own value is being found out. */
  readonly assumed?: ReadonlyMap<ts.Node, Value>;
}

export const opaque: Value = [{ kind: "opaque" }];
export const rows: Value = [{ kind: "rows" }];
export const response: Value = [{ kind: "response" }];
export const nothing: Value = [];

export function clientValue(client: ClientKind, openedOn: ClientValue["openedOn"] = null): ClientValue {
  return { kind: "client", client, openedOn, extensions: [] };
}

export function mapOf(key: Value, element: Value): Value {
  return [{ kind: "map", key, element }];
}

export function arrayOf(element: Value): Value {
  return [{ kind: "array", items: null, element }];
}
