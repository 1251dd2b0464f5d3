import type { DerivedFunction, NameInModule } from "../analyse/scaffold/facts.ts";
import type { TextStyle } from "../model/text.ts";
import { type OpeningContext, openingEdits } from "./opening-code.ts";
import { rewriteRange, type TextEdit } from "./text-block.ts";

interface Given extends Omit<OpeningContext, "fn"> {
  /** Local name of another derived function. */
  readonly localName: (target: NameInModule) => string;
  /** What the new function is, for its comment. */
  readonly comment: readonly string[];
  readonly style: TextStyle;
}

/** The copy of a function in which the transaction is gone. Everything else of it stays byte for byte. */
export function derivedFunctionCode(fn: DerivedFunction, given: Given): string {
  const { source, newName, openings, renames } = fn;
  const edits: TextEdit[] = [
    ...source.names.map(({ start, end }) => ({ start, end, text: newName })),
    ...(source.defaultKeyword ? [{ ...source.defaultKeyword, text: "" }] : []),
    ...openings.flatMap((opening) => openingEdits(opening, { ...given, fn })),
    ...renames.map(({ callee, isMember, to }) => ({ ...callee, text: isMember ? to.name : given.localName(to) })),
    ...asyncEdits(fn, given.text),
  ];
  const exported = source.exported === "default" && !source.defaultKeyword ? "export " : "";
  const copy = exported + rewriteRange(given.text, source.declaration, edits);
  return ["/**", ...given.comment.map((line) => ` * ${line}`), " */", copy].join(given.style.lineEnd);
}

/** The new code awaits, so the functions that it stands in are async; each once. */
function asyncEdits({ openings }: DerivedFunction, text: string): readonly TextEdit[] {
  const edits = new Map<number, readonly TextEdit[]>();
  for (const { holder, usage } of openings) {
    if (holder.isAsync || usage.kind === "expression") continue;
    const { start, returnType, returnsPromise } = holder;
    const type =
      returnType && !returnsPromise
        ? [{ ...returnType, text: `Promise<Awaited<${text.slice(returnType.start, returnType.end)}>>` }]
        : [];
    edits.set(start, [{ start, end: start, text: "async " }, ...type]);
  }
  return [...edits.values()].flat();
}
