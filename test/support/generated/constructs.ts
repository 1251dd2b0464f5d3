import { operationTable } from "./operations/operation-table.ts";
import * as program from "./program.ts";

const named = (prefix: string, names: readonly string[]): readonly string[] => names.map((name) => `${prefix}.${name}`);

/** What every few hundred generated handlers must have several times. */
export const usualConstructs: readonly string[] = [
  ...named("operation", Object.keys(operationTable)),
  ...named("shell", program.shells),
  ...named("context", program.contextStyles),
  ...named("format", program.formats),
  ...named("answer", program.answerForms),
  ...named("use", program.uses),
  ...named("loop", program.loopForms),
  ...named("catch", program.caughtForms),
  ...named("transaction", [...program.transactionForms, "array", "nested", "shadowsClient"]),
  ...named("external", [...program.externalCalls, "afterWrite"]),
  ...named("external.guard", program.externalGuards),
  ...named("helper", [...program.helperStyles, "module", "callback"]),
  ...named("throw", program.errorKinds),
  ...named("decoration", program.decorations),
  ...named("parallel", ["reads", "writes"]),
  ...named("each", ["map", "reduce", "block"]),
  ...named("chosen", ["branch", "ternary", "late", "untyped", "tried"]),
  ...named("closure", ["expression", "block", "function", "client", "called"]),
  ...named("called", ["iife", "inner", "then"]),
  ...named("apart", program.apartForms),
  ...named("alias", ["client", "delegate", "assigned"]),
  ...named("branch", ["if", "else", "elseIf"]),
  ...named("switch", ["plain", "fallsThrough"]),
  ...named("jump", ["break", "continue"]),
  ...named("return", ["plain", "early", "inLoop", "result"]),
  "try.finally",
  "shell.other",
];

/** What must be there at all. */
export const rareConstructs: readonly string[] = [
  "branch.present",
  "jump.label",
  "loop.overResult",
  "nasty.shadowing",
  "try.writeInCatch",
  "try.writeInFinally",
];
