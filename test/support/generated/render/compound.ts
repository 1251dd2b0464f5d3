import type { Statement } from "../program.ts";
import { shapes } from "../operations/operation.ts";
import { blockOf } from "./blocks.ts";
import { conditionAt, numberAt } from "./expressions.ts";
import { helperLines } from "./helper.ts";
import { presenceAt } from "./presence.ts";
import { callOf } from "./operation.ts";
import type { Known, Scope } from "./scope.ts";
import { transactionLines } from "./transaction.ts";
import { tryLines } from "./try.ts";

type Of<Kind extends Statement["kind"]> = Extract<Statement, { kind: Kind }>;
export type Compound = Of<"branch" | "switch" | "loop" | "try" | "transaction" | "called" | "helper">;

/** Lines of a statement that holds others. */
export function compound(scope: Scope, statement: Compound): readonly string[] {
  switch (statement.kind) {
    case "branch":
      return branchLines(scope, statement);
    case "switch":
      return switchLines(scope, statement);
    case "loop":
      return loopLines(scope, statement);
    case "try":
      return tryLines(scope, statement);
    case "transaction":
      return transactionLines(scope, statement);
    case "called":
      return calledLines(scope, statement);
    case "helper":
      return helperLines(scope, statement);
  }
}

function branchLines(scope: Scope, { condition, then, second, otherwise }: Of<"branch">): readonly string[] {
  const present = presenceAt(scope, condition);
  const test = present ?? conditionAt(scope, condition);
  const sharpened = (result: "row" | "never") => ({
    prepare: (inner: Scope) => {
      if (present !== null) inner.sharpen(present, result);
    },
  });
  scope.sheet.saw(present === null ? "branch.if" : "branch.present");
  const parts = [`if (${test}) ${blockOf(scope, then, sharpened("row"))}`];
  if (second) {
    scope.sheet.saw("branch.elseIf");
    const inner = scope.child();
    sharpened("never").prepare(inner);
    parts.push(`else if (${conditionAt(inner, second.condition)}) ${blockOf(scope, second.block, sharpened("never"))}`);
  }
  if (otherwise) {
    scope.sheet.saw("branch.else");
    parts.push(`else ${blockOf(scope, otherwise, sharpened("never"))}`);
  }
  return [parts.join(" ")];
}

function switchLines(scope: Scope, { pick, cases, otherwise, fallsThrough }: Of<"switch">): readonly string[] {
  scope.sheet.saw(fallsThrough ? "switch.fallsThrough" : "switch.plain");
  const subject = `(${numberAt(scope, pick)}) % ${Math.max(2, cases.length + 1)}`;
  // `break` would leave the switch, and what is asked for is the loop.
  const frame = { loop: "none" } as const;
  const written = cases.map((block, index) => {
    const isOpen = fallsThrough && index === 0;
    return `case ${index}: ${blockOf(scope, block, { frame })}${isOpen ? "\n// falls through" : "\nbreak;"}`;
  });
  if (otherwise) written.push(`default: ${blockOf(scope, otherwise, { frame })}`);
  return [`switch (${subject}) {\n${written.join("\n")}\n}`];
}

function loopLines(scope: Scope, { form, pick, block }: Of<"loop">): readonly string[] {
  const { sheet } = scope;
  sheet.saw(`loop.${form}`);
  const frame = { loop: scope.frame.loop === "labelled" ? "labelled" : "plain" } as const;
  switch (form) {
    case "of": {
      const list = scope.known().filter(({ result }) => result === "list");
      const { lines, known } = pick % 2 === 1 ? listAt(scope, list, pick) : { lines: [], known: null };
      if (known === null)
        return [`for (const word of input.names) ${blockOf(scope, block, { frame, names: ["word"] })}`];
      sheet.saw("loop.overResult");
      scope.use(known.name);
      const { noun } = known.shape;
      const item = scope.has(noun) ? `each${noun}` : noun;
      const prepare = (inner: Scope): void => inner.know({ name: item, result: "row", shape: known.shape });
      return [
        ...lines,
        `for (const ${item} of ${known.name}) ${blockOf(scope, block, { frame, names: [item], prepare })}`,
      ];
    }
    case "awaiting":
      return [
        `for await (const word of input.names.map(async (name) => name.trim())) ${blockOf(scope, block, { frame, names: ["word"] })}`,
      ];
    case "entries":
      return [
        `for (const [index, word] of input.names.entries()) ${blockOf(scope, block, { frame, names: ["index", "word"] })}`,
      ];
    case "overAwait": {
      sheet.operations.push({ does: "read", operation: "tag.findMany" });
      const tags = `await ${scope.use(scope.frame.client)}.tag.findMany({ where: { tenantId: ${scope.frame.tenant} }, orderBy: { name: "asc" } })`;
      const prepare = (inner: Scope): void => inner.know({ name: "tag", result: "row", shape: shapes.tag });
      return [`for (const tag of ${tags}) ${blockOf(scope, block, { frame, names: ["tag"], prepare })}`];
    }
    case "counter": {
      const name = scope.has("i") ? "j" : "i";
      return [
        `for (let ${name} = 0; ${name} < Math.min(3, ${numberAt(scope, pick)}); ${name} += 1) ${blockOf(scope, block, { frame, names: [name] })}`,
      ];
    }
    case "while": {
      const name = scope.fresh("left");
      return [
        `let ${name} = ${(pick % 3) + 1};`,
        `while (${name} > 0) ${blockOf(scope, block, { frame, prepare: (inner) => inner.use(name) }).replace("{", `{\n${name} -= 1;`)}`,
      ];
    }
    case "do": {
      const name = scope.fresh("tries");
      return [
        `let ${name} = 0;`,
        `do ${blockOf(scope, block, { frame, prepare: (inner) => inner.use(name) }).replace("{", `{\n${name} += 1;`)} while (${name} < ${(pick % 2) + 1});`,
      ];
    }
    case "labelled": {
      if (scope.frame.loop === "labelled")
        return [`for (const word of input.names) ${blockOf(scope, block, { frame, names: ["word"] })}`];
      const inner = blockOf(scope, block, { frame: { loop: "labelled" }, names: ["row", "cell"] });
      return [
        `outer: for (const row of [1, 2]) {\nfor (const cell of [1, 2]) ${inner.replace("{", "{\ntotal += row * cell;")}\n}`,
      ];
    }
  }
}

/** A list that was read before, or is read now. */
function listAt(
  scope: Scope,
  lists: readonly Known[],
  pick: number,
): { readonly lines: readonly string[]; readonly known: Known } {
  const [first] = lists;
  if (first !== undefined) return { lines: [], known: lists[pick % lists.length] ?? first };
  const { text, result, shape } = callOf(scope, { name: "customers", row: 0, value: pick });
  const known = { name: scope.fresh("customers"), result, shape };
  scope.know(known);
  return { lines: [`const ${known.name} = await ${text};`], known };
}

/** A function that is called where it stands, or right after it. */
function calledLines(scope: Scope, { form, block }: Of<"called">): readonly string[] {
  scope.sheet.saw(`called.${form}`);
  const frame = { returns: "number", loop: "none" } as const;
  const body = blockOf(scope, block, { frame }).replace(/\}$/, "return total;\n}");
  switch (form) {
    case "iife":
      return [`await (async () => ${body})();`];
    case "then":
      return [`await Promise.resolve().then(async () => ${body});`];
    case "inner": {
      const name = scope.fresh("work");
      return [`const ${name} = async () => ${body};`, `await ${name}();`];
    }
  }
}
