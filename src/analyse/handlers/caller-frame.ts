import { ts } from "ts-morph";
import type { Candidates } from "../../discover/candidates.ts";
import { httpMethodOf } from "../../discover/route-path.ts";
import type { Interpreter } from "../interpret/interpreter.ts";
import { originOf } from "../program/origin.ts";
import { fileOf } from "../program/source-files.ts";
import { functionName } from "../syntax/function-name.ts";
import { containerOf } from "../syntax/scope.ts";
import { unwrap } from "../syntax/unwrap.ts";
import { join } from "../value/join.ts";
import type { Frame, Value } from "../value/value.ts";

/**
 * The activation of the function around a wrapper call. A function of the project that calls the wrapper on behalf of
 * others (`withManagerSession(request, handler)`) is called from many places: its parameters are what any of them gives.
 */
export function callerFrame(it: Interpreter, candidates: Candidates, node: ts.CallExpression): CallerFrame {
  const owner = containerOf(node);
  const name = ts.isSourceFile(owner) ? null : functionName(owner);
  if (
    ts.isSourceFile(owner) ||
    name === null ||
    name === "default" ||
    httpMethodOf(name) !== null ||
    owner.parameters.length === 0
  ) {
    return { frame: it.frameAt(node), callers: 0 };
  }
  const calls = callsOf(it, candidates, { file: fileOf(owner), name });
  if (calls.length === 0) return { frame: it.frameAt(node), callers: 0 };
  const given = owner.parameters.map((_, index): Value => {
    const values = calls.flatMap((call) => {
      const argument = call.arguments[index];
      return argument ? [it.evaluate(argument, it.frameAt(argument))] : [];
    });
    return join(...values);
  });
  const takesFunction = given.some((value) => value.some(({ kind }) => kind === "function"));
  return { frame: it.frame(owner, it.frameAt(owner), { arguments: given }), callers: takesFunction ? calls.length : 0 };
}

export interface CallerFrame {
  readonly frame: Frame;
  /** Number of calls that hand a function to the one around the wrapper call; 0 if it is not of that kind. */
  readonly callers: number;
}

/** Calls of a top-level function, anywhere in the repository. */
function callsOf(
  it: Interpreter,
  candidates: Candidates,
  wanted: { file: string; name: string },
): readonly ts.CallExpression[] {
  return candidates.naming([wanted.name]).flatMap((file) => {
    const source = it.sources.get(file);
    const found: ts.CallExpression[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && lastName(node.expression) === wanted.name) {
        const origin = originOf(it, node.expression);
        if (origin?.file === wanted.file && origin.name === wanted.name) found.push(node);
      }
      ts.forEachChild(node, visit);
    };
    if (source) visit(source);
    return found;
  });
}

function lastName(callee: ts.Expression): string {
  const node = unwrap(callee);
  return ts.isPropertyAccessExpression(node) ? node.name.text : node.getText();
}
