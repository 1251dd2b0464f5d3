import fc from "fast-check";
import { readNames, writeNames } from "./operations/operation-table.ts";
import {
  answerForms,
  apartForms,
  type Block,
  caughtForms,
  contextStyles,
  decorations,
  errorKinds,
  externalCalls,
  externalGuards,
  formats,
  helperStyles,
  loopForms,
  type OperationChoice,
  type Program,
  shells,
  type Statement,
  transactionForms,
  uses,
} from "./program.ts";

const pick = fc.nat(11);
const usually = <T>(first: T, others: readonly T[], weight = 5): fc.Arbitrary<T> =>
  fc.oneof(
    { arbitrary: fc.constant(first), weight },
    ...others.map((other) => ({ arbitrary: fc.constant(other), weight: 1 })),
  );

/** Null `weight` times as often as not. */
function sometimes<T>(arbitrary: fc.Arbitrary<T>, weight: number): fc.Arbitrary<T | null> {
  return fc.oneof({ arbitrary: fc.constant(null), weight }, { arbitrary, weight: 1 });
}

const read = choiceOf(readNames);
const write = choiceOf(writeNames);
/** Operations that wait for no other transaction: the handler's own would never end. */
const waitless = choiceOf([...readNames.filter((name) => name !== "lockSql"), "createTask", "createAudit"]);
const operation = fc.oneof({ arbitrary: read, weight: 2 }, { arbitrary: write, weight: 3 });

function choiceOf(names: readonly OperationChoice["name"][]): fc.Arbitrary<OperationChoice> {
  // Most handlers are about rows that are there.
  const row = fc.oneof({ arbitrary: fc.constant(0), weight: 3 }, { arbitrary: pick, weight: 4 });
  return fc.record({ name: fc.constantFrom(...names), row, value: pick });
}

type Weighted = { readonly arbitrary: fc.Arbitrary<Statement>; readonly weight: number };

function kind<Kind extends Statement["kind"]>(
  name: Kind,
  weight: number,
  parts: {
    [Part in keyof Omit<Extract<Statement, { kind: Kind }>, "kind">]: fc.Arbitrary<
      Extract<Statement, { kind: Kind }>[Part]
    >;
  },
): Weighted {
  // The compiler cannot put the parts of a union's member together again.
  const whole: fc.Arbitrary<unknown> = fc.record({ kind: fc.constant(name), ...parts });
  return { arbitrary: whole as fc.Arbitrary<Statement>, weight };
}

const simple: readonly Weighted[] = [
  kind("decoration", 4, { what: fc.constantFrom(...decorations), pick }),
  kind("operation", 22, { operation, use: usually("bind", uses, 2) }),
  kind("answer", 3, { condition: fc.option(pick, { freq: 12 }), pick, operation: sometimes(operation, 1) }),
  kind("throw", 2, { condition: fc.option(pick, { freq: 12 }), error: fc.constantFrom(...errorKinds) }),
  kind("external", 4, { call: fc.constantFrom(...externalCalls), guard: fc.constantFrom(...externalGuards), pick }),
  kind("parallel", 2, {
    operations: fc.oneof(
      fc.array(read, { minLength: 2, maxLength: 3 }),
      fc.array(operation, { minLength: 2, maxLength: 3 }),
    ),
    form: fc.constantFrom("bound", "discarded", "settled"),
  }),
  kind("each", 2, { operation: write, form: fc.constantFrom("map", "reduce", "block"), pick }),
  kind("array", 1, { operations: fc.array(operation, { minLength: 1, maxLength: 3 }), bound: fc.boolean() }),
  kind("chosen", 2, {
    condition: pick,
    operations: fc.tuple(operation, operation),
    form: fc.constantFrom("branch", "ternary", "late", "untyped", "tried"),
  }),
  kind("closure", 3, { operation, form: fc.constantFrom("expression", "block", "function", "client") }),
  kind("apart", 1, { form: fc.constantFrom(...apartForms), operation: waitless, pick }),
  kind("alias", 1, { form: fc.constantFrom("client", "delegate", "assigned") }),
  kind("callClosure", 3, { pick, use: fc.constantFrom("discard", "bind") }),
];

const jumping: readonly Weighted[] = [
  kind("jump", 12, { keyword: fc.constantFrom("break", "continue"), condition: pick, outer: fc.boolean() }),
];

/** Statements with blocks in them, of a depth that gets smaller. */
function compound(depth: number): readonly Weighted[] {
  const inner = blocks(depth - 1, 3);
  const maybe = sometimes(inner, 1);
  return [
    kind("branch", 5, {
      condition: pick,
      then: inner,
      second: sometimes(fc.record({ condition: pick, block: inner }), 2),
      otherwise: maybe,
    }),
    kind("switch", 2, {
      pick,
      cases: fc.array(inner, { minLength: 1, maxLength: 2 }),
      otherwise: maybe,
      fallsThrough: fc.boolean(),
    }),
    kind("loop", 5, { form: fc.constantFrom(...loopForms), pick, block: blocks(depth - 1, 3, jumping) }),
    kind("try", 6, {
      block: inner,
      caught: fc.option(fc.constantFrom(...caughtForms), { freq: 8 }),
      handling: fc.oneof({ arbitrary: fc.constant<Block>([]), weight: 3 }, { arbitrary: blocks(0, 1), weight: 1 }),
      last: sometimes(blocks(0, 1), 4),
    }),
    kind("transaction", 4, { form: fc.constantFrom(...transactionForms), pick, block: inner, bound: fc.boolean() }),
    kind("called", 2, { form: fc.constantFrom("iife", "inner", "then"), block: inner }),
    kind("helper", 7, {
      style: fc.constantFrom(...helperStyles),
      place: fc.constantFrom("file", "module"),
      block: inner,
    }),
  ];
}

function blocks(depth: number, maxLength: number, more: readonly Weighted[] = []): fc.Arbitrary<Block> {
  const all = [...simple, ...more, ...(depth > 0 ? compound(depth) : [])];
  return fc.array(fc.oneof(...all), { minLength: 1, maxLength, size: "max" });
}

/** A handler: mostly what people write, sometimes what they should not. */
export function generatedProgram(): fc.Arbitrary<Program> {
  return fc.record({
    shell: usually("function", shells, 8),
    context: usually("plain", contextStyles, 10),
    format: usually("usual", formats, 8),
    shadows: fc.nat(9).map((n) => n > 5),
    body: blocks(3, 5),
    answer: fc.constantFrom(...answerForms),
    other: sometimes(operation, 9),
  });
}
