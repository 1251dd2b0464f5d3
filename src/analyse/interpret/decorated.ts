import { ts } from "ts-morph";
import { join } from "../value/join.ts";
import { type FunctionValue, nothing, opaque, type Value } from "../value/value.ts";
import type { Interpreter } from "./interpreter.ts";

/**
 * A method as its decorators leave it: what a decorator of the repository returns, or puts in the place of
 * `descriptor.value`. Decorators of packages are taken to leave it as it is.
 */
export function decorated(it: Interpreter, member: ts.ClassElement, value: Value): Value {
  const decorators = ts.canHaveDecorators(member) ? (ts.getDecorators(member) ?? []) : [];
  return [...decorators].reverse().reduce<Value>((method, { expression }) => {
    const found = it.evaluate(expression, it.frameAt(member)).filter((one) => one.kind === "function");
    const replaced = join(...found.map((decorator) => replacement(it, decorator, method)));
    return replaced.length > 0 ? replaced : method;
  }, value);
}

function replacement(it: Interpreter, decorator: FunctionValue, method: Value): Value {
  const descriptor: Value = [
    { kind: "object", properties: new Map([["value", method]]), rest: opaque, isContext: false },
  ];
  const legacy = replacedValues(it, decorator, descriptor);
  // A decorator of the standard gets the method first, one of TypeScript's older kind the descriptor third.
  const returned =
    legacy.length > 0
      ? nothing
      : it.invoke(decorator, [method, opaque]).value.filter(({ kind }) => kind === "function");
  const [self] = method;
  const bound = self?.kind === "function" ? self.self : null;
  return join(...legacy, returned).map((one) =>
    one.kind === "function" && one.self === null ? { ...one, self: bound } : one,
  );
}

/** Functions assigned to `<descriptor>.value`. */
function replacedValues(it: Interpreter, decorator: FunctionValue, descriptor: Value): readonly Value[] {
  const frame = it.frame(decorator.node, decorator.frame, { arguments: [opaque, opaque, descriptor] });
  const values: Value[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node) && ts.isPropertyAccessExpression(node.left) && node.left.name.text === "value") {
      values.push(it.evaluate(node.right, frame).filter(({ kind }) => kind === "function"));
    }
    ts.forEachChild(node, visit);
  };
  if (decorator.node.body) visit(decorator.node.body);
  return values.filter((value) => value.length > 0);
}
