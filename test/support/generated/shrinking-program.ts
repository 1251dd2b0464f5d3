import fc from "fast-check";
import type { Block, Program, Statement } from "./program.ts";
import { generatedProgram } from "./arbitrary-program.ts";

/**
 * Programs that get smaller the way a person would make them: without a statement, with what a statement holds in its
 * place, with the usual shell. fast-check by itself shrinks inside of a statement, but never takes one out of another.
 */
export function shrinkingProgram(): fc.Arbitrary<Program> {
  return new ShrinkingProgram(generatedProgram());
}

class ShrinkingProgram extends fc.Arbitrary<Program> {
  readonly #inner: fc.Arbitrary<Program>;

  constructor(inner: fc.Arbitrary<Program>) {
    super();
    this.#inner = inner;
  }

  override generate(random: fc.Random, bias: number | undefined): fc.Value<Program> {
    return new fc.Value(this.#inner.generate(random, bias).value, undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is Program {
    return typeof value === "object" && value !== null && "body" in value;
  }

  override shrink(program: Program): fc.Stream<fc.Value<Program>> {
    return fc.stream(smaller(program)).map((value) => new fc.Value(value, undefined));
  }
}

function* smaller(program: Program): IterableIterator<Program> {
  for (const body of smallerBlocks(program.body)) yield { ...program, body };
  const { shell, context, format, answer, shadows } = program;
  if (format !== "usual") yield { ...program, format: "usual" };
  if (shell !== "function") yield { ...program, shell: "function" };
  if (context !== "plain") yield { ...program, context: "plain" };
  if (program.other !== null) yield { ...program, other: null };
  if (shadows) yield { ...program, shadows: false };
  if (answer !== "plain" && answer !== "totals") yield { ...program, answer: "totals" };
  if (answer === "totals") yield { ...program, answer: "plain" };
}

function* smallerBlocks(block: Block): IterableIterator<Block> {
  const half = Math.ceil(block.length / 2);
  if (block.length > 2) yield block.slice(0, half);
  if (block.length > 2) yield block.slice(half);
  for (const [index] of block.entries()) yield block.toSpliced(index, 1);
  for (const [index, statement] of block.entries()) {
    for (const inner of blocksIn(statement)) yield block.toSpliced(index, 1, ...inner);
  }
  for (const [index, statement] of block.entries()) {
    for (const simpler of simplerStatements(statement)) yield block.toSpliced(index, 1, simpler);
  }
}

function blocksIn(statement: Statement): readonly Block[] {
  switch (statement.kind) {
    case "branch":
      return [statement.then, statement.second?.block ?? [], statement.otherwise ?? []].filter(
        ({ length }) => length > 0,
      );
    case "switch":
      return [...statement.cases, statement.otherwise ?? []].filter(({ length }) => length > 0);
    case "try":
      return [statement.block, statement.handling, statement.last ?? []].filter(({ length }) => length > 0);
    case "loop":
    case "transaction":
    case "called":
    case "helper":
      return [statement.block];
    case "parallel":
    case "array":
    case "chosen":
      return [statement.operations.map((operation) => ({ kind: "operation", operation, use: "discard" }))];
    case "each":
    case "apart":
    case "closure":
      return [[{ kind: "operation", operation: statement.operation, use: "discard" }]];
    default:
      return [];
  }
}

/** The same statement with less in it. */
function* simplerStatements(statement: Statement): IterableIterator<Statement> {
  if (statement.kind === "operation") yield* simplerOperations(statement);
  if ("block" in statement) for (const block of smallerBlocks(statement.block)) yield { ...statement, block };
  switch (statement.kind) {
    case "branch":
      if (statement.second) yield { ...statement, second: null };
      if (statement.otherwise) yield { ...statement, otherwise: null };
      for (const then of smallerBlocks(statement.then)) yield { ...statement, then };
      for (const otherwise of smallerBlocks(statement.otherwise ?? [])) yield { ...statement, otherwise };
      return;
    case "switch":
      if (statement.otherwise) yield { ...statement, otherwise: null };
      if (statement.cases.length > 1) yield { ...statement, cases: statement.cases.slice(0, 1) };
      for (const first of smallerBlocks(statement.cases[0] ?? []))
        yield { ...statement, cases: [first, ...statement.cases.slice(1)] };
      return;
    case "try":
      if (statement.last) yield { ...statement, last: null };
      for (const handling of smallerBlocks(statement.handling)) yield { ...statement, handling };
      if (statement.caught !== null && statement.caught !== "swallow") yield { ...statement, caught: "swallow" };
      return;
    case "parallel":
      if (statement.operations.length > 2) yield { ...statement, operations: statement.operations.slice(1) };
      return;
    case "array":
      if (statement.operations.length > 1) yield { ...statement, operations: statement.operations.slice(1) };
      return;
    case "transaction":
      if (statement.form !== "callback") yield { ...statement, form: "callback" };
      if (statement.bound) yield { ...statement, bound: false };
      return;
    case "helper":
      if (statement.place === "module") yield { ...statement, place: "file" };
      if (statement.style !== "client") yield { ...statement, style: "client" };
      return;
    case "external":
      if (statement.call !== "fetch") yield { ...statement, call: "fetch" };
      if (statement.guard !== "await") yield { ...statement, guard: "await" };
      return;
    case "answer":
      if (statement.operation) yield { ...statement, operation: null };
      return;
    default:
      return;
  }
}

function* simplerOperations(statement: Extract<Statement, { kind: "operation" }>): IterableIterator<Statement> {
  const { operation } = statement;
  if (statement.use !== "discard") yield { ...statement, use: "discard" };
  if (operation.name !== "createTask") yield { ...statement, operation: { ...operation, name: "createTask" } };
  if (operation.name !== "taskCount" && operation.name !== "createTask")
    yield { ...statement, operation: { ...operation, name: "taskCount" } };
  if (operation.row > 0) yield { ...statement, operation: { ...operation, row: 0 } };
  if (operation.value > 0) yield { ...statement, operation: { ...operation, value: 0 } };
}
