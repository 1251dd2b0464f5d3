import type { Block, Statement } from "../program.ts";
import { aliasLines, closureCallLines, closureLines } from "./closures.ts";
import { apartLines } from "./apart.ts";
import { compound } from "./compound.ts";
import { decoration } from "./decoration.ts";
import { externalLines } from "./external.ts";
import { answerLines, jumpLines, throwLines } from "./leaving.ts";
import { operationLines } from "./operation-lines.ts";
import { arrayLines, chosenLines, eachLines, parallelLines } from "./several.ts";
import type { Scope } from "./scope.ts";

/** Lines of a run of statements. */
export function linesOf(scope: Scope, block: Block): readonly string[] {
  return block.flatMap((statement) => statementLines(scope, statement));
}

function statementLines(scope: Scope, statement: Statement): readonly string[] {
  switch (statement.kind) {
    case "decoration":
      return decoration(scope, statement);
    case "operation":
      return operationLines(scope, statement.operation, statement.use);
    case "answer":
      return answerLines(scope, statement);
    case "throw":
      return throwLines(scope, statement);
    case "jump":
      return jumpLines(scope, statement);
    case "external":
      return externalLines(scope, statement);
    case "parallel":
      return parallelLines(scope, statement);
    case "each":
      return eachLines(scope, statement);
    case "apart":
      return apartLines(scope, statement);
    case "array":
      return arrayLines(scope, statement);
    case "chosen":
      return chosenLines(scope, statement);
    case "closure":
      return closureLines(scope, statement);
    case "alias":
      return aliasLines(scope, statement);
    case "callClosure":
      return closureCallLines(scope, statement);
    default:
      return compound(scope, statement);
  }
}
