import type { Statement } from "../program.ts";
import { conditionAt, textAt } from "./expressions.ts";
import { callOf } from "./operation.ts";
import type { Scope } from "./scope.ts";

type Of<Kind extends Statement["kind"]> = Extract<Statement, { kind: Kind }>;

/** Leaves the function or the turn of a loop. */
export function leaving(scope: Scope, pick: number): string {
  if (scope.frame.loop !== "none" && pick % 2 === 0) return "continue;";
  return pick % 3 === 1 ? 'throw new Error("Too many");' : leave(scope, 409);
}

/** Leaves the function early. */
export function leave({ frame, sheet }: Scope, status: number, value = "total"): string {
  sheet.saw("return.early");
  switch (frame.returns) {
    case "answer":
      return `return NextResponse.json({ early: ${value} }, { status: ${status} });`;
    case "number":
      return "return total;";
    case "nothing":
      return "return;";
  }
}

/** `return`, also with a result. */
export function answerLines(scope: Scope, { condition, pick, operation }: Of<"answer">): readonly string[] {
  const { sheet, frame } = scope;
  sheet.saw(frame.loop === "none" ? "return.plain" : "return.inLoop");
  const test = condition === null ? "" : `if (${conditionAt(scope, condition)}) `;
  if (operation && frame.returns === "answer") {
    sheet.saw("return.result");
    return [`${test}return NextResponse.json({ early: await ${callOf(scope, operation).text} }, { status: 202 });`];
  }
  return [`${test}${leave(scope, [200, 409, 500][pick % 3] ?? 200, textAt(scope, pick))}`];
}

/** `throw` of the kinds of error that the application knows. */
export function throwLines(scope: Scope, { condition, error }: Of<"throw">): readonly string[] {
  const { sheet, frame } = scope;
  sheet.saw(`throw.${error}`);
  const test = condition === null ? "" : `if (${conditionAt(scope, condition)}) `;
  switch (error) {
    case "plain":
      return [`${test}throw new Error("It went wrong");`];
    case "http":
      sheet.needs(frame.file, "HttpError", "@/lib/http");
      return [`${test}throw new HttpError(409, "Not now");`];
    case "custom":
      sheet.needs(frame.file, "OutOfStockError", "@/lib/inventory/reservations");
      return [`${test}throw new OutOfStockError(input.name);`];
  }
}

/** `break` and `continue`. */
export function jumpLines(scope: Scope, { keyword, condition, outer }: Of<"jump">): readonly string[] {
  if (scope.frame.loop === "none") return ["total += 1;"];
  const isOuter = outer && scope.frame.loop === "labelled";
  scope.sheet.saw(isOuter ? "jump.label" : `jump.${keyword}`);
  return [`if (${conditionAt(scope, condition)}) ${keyword}${isOuter ? " outer" : ""};`];
}
