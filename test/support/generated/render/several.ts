import { operationOf } from "../operations/operation-table.ts";
import type { OperationChoice, Statement } from "../program.ts";
import { conditionAt } from "./expressions.ts";
import { noted } from "./noted.ts";
import { callOf, numberOf } from "./operation.ts";
import type { Scope } from "./scope.ts";

type Of<Kind extends Statement["kind"]> = Extract<Statement, { kind: Kind }>;

/** Operations side by side. */
export function parallelLines(scope: Scope, { operations, form }: Of<"parallel">): readonly string[] {
  const called = distinct(operations).map((choice) => callOf(scope, choice));
  scope.sheet.saw(called.some(({ does }) => does !== "read") ? "parallel.writes" : "parallel.reads");
  const list = `[\n${called.map(({ text }) => text).join(",\n")},\n]`;
  if (form === "settled") {
    const name = scope.fresh("settled");
    return [
      `const ${name} = await Promise.allSettled(${list});`,
      `total += ${name}.filter(({ status }) => status === "fulfilled").length;`,
    ];
  }
  if (form === "discarded") return [`await Promise.all(${list});`];
  const names = called.map(({ shape, result }) => {
    const name = scope.fresh(result === "list" ? `${shape.noun}s` : shape.noun);
    return { name, result, shape };
  });
  names.forEach((known) => scope.know(known));
  return [`const [${names.map(({ name }) => name).join(", ")}] = await Promise.all(${list});`];
}

/** One for each model: side by side it is chance which of two statements with the same text is the first. */
function distinct(operations: readonly OperationChoice[]): readonly OperationChoice[] {
  const modelOf = ({ name }: OperationChoice): string => operationOf(name).operation.replace(/\..*/, "");
  return operations.filter(
    (choice, index) => operations.findIndex((other) => modelOf(other) === modelOf(choice)) === index,
  );
}

/** An operation for each of a list. */
export function eachLines(scope: Scope, { operation, form, pick }: Of<"each">): readonly string[] {
  scope.sheet.saw(`each.${form}`);
  const inner = scope.child({ returns: "nothing", loop: "none", isHandler: scope.frame.isHandler }, ["each"]);
  const { text } = callOf(inner, operation);
  const over = ["input.names", '["a", "b"]', "input.names.slice(0, 1)"][pick % 3] ?? "";
  switch (form) {
    case "map":
      return [`await Promise.all(${over}.map((each) => ${text}.then(() => each)));`];
    case "block":
      return [
        `await Promise.all(${over}.map(async (each, index) => {\nif (index > 1) return;\nawait ${text};\n${noted(inner, "each")}\n}));`,
      ];
    case "reduce":
      return [
        `await ${over}.reduce(async (before, each) => {\nawait before;\nawait ${text};\n${noted(inner, "each")}\n}, Promise.resolve());`,
      ];
  }
}

/** The array form of a transaction. */
export function arrayLines(scope: Scope, { operations, bound: isBound }: Of<"array">): readonly string[] {
  scope.sheet.saw("transaction.array");
  const called = operations.map((choice) => callOf(scope, choice));
  const list = `${scope.frame.client}.$transaction([\n${called.map(({ text }) => text).join(",\n")},\n])`;
  if (!isBound) return [`await ${list};`];
  const known = called.map(({ result, shape }) => ({
    name: scope.fresh(result === "list" ? `${shape.noun}s` : shape.noun),
    result,
    shape,
  }));
  known.forEach((each) => scope.know(each));
  return [`const [${known.map(({ name }) => name).join(", ")}] = await ${list};`];
}

/** One of two operations. */
export function chosenLines(scope: Scope, { condition, operations, form }: Of<"chosen">): readonly string[] {
  const test = conditionAt(scope, condition);
  const [first, second] = [callOf(scope, operations[0]), callOf(scope, operations[1])];
  scope.sheet.saw(`chosen.${form}`);
  const name = scope.fresh("picked");
  const [a, b] = [numberOf(first, `(await ${first.text})`), numberOf(second, `(await ${second.text})`)];
  scope.know({ name, result: "count", shape: { noun: "picked", numbers: [""], texts: [], entity: null } });
  switch (form) {
    case "ternary":
      return [`const ${name} = ${test} ? ${a} : ${b};`];
    case "late":
      return [`let ${name} = 0;`, `if (${test}) {\n${name} = ${a};\n}`, `${name} += ${b};`];
    case "untyped":
      return [`let ${name};`, `if (${test}) ${name} = ${a};\nelse ${name} = ${b};`];
    case "tried":
      return [
        `let ${name} = -1;`,
        `try {\n${name} = ${a};\nif (${test}) ${name} += ${b};\n} catch (error) {\nif (${name} > 0) throw error;\n}`,
      ];
    case "branch":
      break;
  }
  return [`let ${name}: number;`, `if (${test}) {\n${name} = ${a};\n} else {\n${name} = ${b};\n}`];
}
