import type { OperationChoice, Use } from "../program.ts";
import { leave, leaving } from "./leaving.ts";
import { noted } from "./noted.ts";
import { callOf, type Called, numberOf } from "./operation.ts";
import type { Scope } from "./scope.ts";

/** One operation, and what becomes of its result. */
export function operationLines(scope: Scope, choice: OperationChoice, use: Use): readonly string[] {
  const called = callOf(scope, choice);
  scope.sheet.saw(`use.${use}`);
  const awaited = `await ${called.text}`;
  switch (use) {
    case "discard":
      return [`${awaited};`];
    case "bind":
    case "destructure":
      return use === "destructure" ? destructured(scope, called) : bound(scope, called).lines;
    case "guard":
      return guarded(scope, called);
    case "count":
      return [`total += ${numberOf(called, `(${awaited})`)};`];
    case "push":
      return [noted(scope, `String(${numberOf(called, `(${awaited})`)})`)];
    case "caught": {
      const name = scope.fresh(called.shape.noun);
      const optional = called.result === "row" || called.result === "optional";
      if (optional) scope.know({ name, result: "optional", shape: called.shape });
      return [
        `const ${name} = await ${called.text}.catch(() => null);`,
        noted(scope, `${name} === null ? "nothing" : "something"`),
      ];
    }
    case "tested":
      return [`if (${numberOf(called, `(${awaited})`)} > ${choice.value}) ${leaving(scope, choice.value)}`];
    case "wrapped":
      scope.sheet.needMeasured(scope.frame.file);
      return [`total += ${numberOf(called, `(await measured(() => ${called.text}))`)};`];
    case "floating":
      // Few people do this, and the tool asks them.
      if (choice.value !== 7) return [`${awaited};`];
      scope.sheet.saw("use.reallyFloating");
      return [`void ${called.text}.catch(() => null);`];
    case "argument":
      return [`total = Math.max(total, ${numberOf(called, `(${awaited})`)});`];
    case "then": {
      const name = scope.fresh("size");
      return [
        `const ${name} = await ${called.text}.then((found) => ${numberOf(called, "found")});`,
        `total += ${name};`,
      ];
    }
  }
}

/** The result as a variable. */
export function bound(
  scope: Scope,
  { text, result, shape }: Called,
): { readonly lines: readonly string[]; readonly name: string } {
  const name = scope.fresh(result === "list" ? `${shape.noun}s` : shape.noun);
  scope.know({ name, result, shape });
  return { lines: [`const ${name} = await ${text};`], name };
}

function destructured(scope: Scope, called: Called): readonly string[] {
  const [path] = [...called.shape.numbers, ...called.shape.texts].filter((each) => /^\w+$/.test(each));
  if (called.result === "list") {
    const name = scope.fresh("first");
    scope.know({ name: name, result: "optional", shape: called.shape });
    return [`const [${name} = null] = await ${called.text};`];
  }
  if (path === undefined || called.result === "optional") return bound(scope, called).lines;
  const name = scope.fresh(path === "count" ? "changes" : `${path}Now`);
  return [`const { ${path}: ${name} } = await ${called.text};`, noted(scope, `String(${name})`)];
}

function guarded(scope: Scope, called: Called): readonly string[] {
  const { lines, name } = bound(scope, called);
  if (called.result !== "optional") return [...lines, `if (${numberOf(called, name)} < 0) ${leave(scope, 400)}`];
  scope.sharpen(name, "row");
  const leaving = scope.frame.loop === "none" ? leave(scope, 404) : "continue;";
  return [...lines, `if (!${name}) ${leaving}`];
}
