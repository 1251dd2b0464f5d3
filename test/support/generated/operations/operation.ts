/** What a row of a model gives to expressions: paths to numbers and texts. */
export interface Shape {
  /** Name for a variable. */
  readonly noun: string;
  readonly numbers: readonly string[];
  readonly texts: readonly string[];
  /** The model, if the row has an id by which other rows refer to it. */
  readonly entity: Entity | null;
}

/** Models with rows in the seed, by the part of their id that tells the kind, and how many there are per tenant. */
export const entities = {
  customer: { kind: 7, rows: 6 },
  contact: { kind: 8, rows: 5 },
  tag: { kind: 9, rows: 3 },
  sku: { kind: 10, rows: 6 },
  order: { kind: 14, rows: 9 },
  invoice: { kind: 16, rows: 3 },
  task: { kind: 20, rows: 6 },
  note: { kind: 21, rows: 3 },
} as const;

export type Entity = keyof typeof entities;

export type Result = "row" | "optional" | "list" | "count" | "batch";

/** Text of arguments where an operation stands. */
interface Arguments {
  readonly client: string;
  /** `tenantId`, or `tenantId: session.tenantId`: a property of an object. */
  readonly tenant: string;
  /** The tenant id as an expression. */
  readonly tenantValue: string;
  readonly author: string;
  /** An expression for the id of a row. */
  readonly id: (entity: Entity) => string;
  readonly number: string;
  readonly text: string;
  /** From 0 to 9, the same for the same choice. */
  readonly variant: number;
}

/** One way to use the database. */
export interface Operation {
  readonly does: "read" | "write" | "lock";
  /** `task.update`, as the tool writes it; raw SQL is `$queryRaw`. */
  readonly operation: string;
  readonly result: Result;
  readonly shape: Shape;
  /** What the coverage counts it as. */
  readonly construct: string;
  /** The call without `await`. */
  readonly text: (given: Arguments) => string;
  /** Names that the call needs from the generated client. */
  readonly needsSql?: true;
}

const shape = (
  noun: string,
  numbers: readonly string[],
  texts: readonly string[],
  entity: Entity | null = null,
): Shape => ({
  noun,
  numbers,
  texts,
  entity,
});

export const shapes = {
  customer: shape("customer", ["balanceCents", "version", "creditLimitCents"], ["name", "code", "status"], "customer"),
  contact: shape("contact", ["email.length"], ["fullName", "email"], "contact"),
  task: shape("task", ["title.length"], ["title", "status", "priority"], "task"),
  order: shape("order", ["totalCents", "freightCents"], ["number", "status"], "order"),
  invoice: shape("invoice", ["amountCents", "paidCents"], ["number", "status"], "invoice"),
  sku: shape("sku", ["priceCents", "taxRateBps"], ["code", "name", "category"], "sku"),
  stock: shape("stock", ["onHand", "reserved"], []),
  note: shape("note", ["body.length"], ["body"], "note"),
  tag: shape("tag", ["name.length"], ["name", "color"], "tag"),
  sequence: shape("sequence", ["nextValue"], ["kind"]),
  entry: shape("entry", ["action.length"], ["action", "entityType"]),
  message: shape("message", ["title.length"], ["title", "kind"]),
  movement: shape("movement", ["delta"], ["reason"]),
  activity: shape("activity", ["subject.length"], ["subject", "type"]),
  payment: shape("payment", ["amountCents"], ["reference", "method"]),
  flag: shape("flag", ["rollout"], ["key"]),
  changed: shape("changed", ["count"], []),
  amount: shape("amount", [""], []),
  sums: shape("sums", ["_count._all", "_sum.totalCents ?? 0"], []),
  group: shape("group", ["_count"], ["status"]),
  counted: shape("counted", ["n"], []),
  locked: shape("locked", ["n"], ["label"]),
} satisfies Record<string, Shape>;
