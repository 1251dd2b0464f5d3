import type { ts } from "ts-morph";
import type { Candidates } from "../../discover/candidates.ts";
import type { ResolvedConfig } from "../../model/config.ts";
import type { Interpreter } from "../interpret/interpreter.ts";
import type { NameInModule } from "./facts.ts";

/** What every question about the application's wrapper is answered from. */
export interface ScaffoldProgram {
  readonly it: Interpreter;
  readonly candidates: Candidates;
  readonly config: ResolvedConfig;
}

/** The functions of the repository that an expression may denote. */
export function functionsOf({ it }: ScaffoldProgram, expression: ts.Expression): readonly ts.FunctionLikeDeclaration[] {
  const value = it.evaluate(expression, it.frameAt(expression));
  return value.flatMap((alternative) => (alternative.kind === "function" ? [alternative.node] : []));
}

export function sameName(one: NameInModule, other: NameInModule): boolean {
  return one.file === other.file && one.name === other.name;
}
