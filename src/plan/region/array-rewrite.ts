import type { BodyFacts, StatementFacts } from "../../model/body.ts";
import type { OpenedTransaction, Site } from "../../model/effect.ts";
import { contains, isInside, isSameRange } from "./ranges.ts";
import type { ArrayRewrite } from "./region.ts";

/** The rewrite of an array transaction, or why there is none. */
export type ArrayDecision = { readonly rewrite: ArrayRewrite } | { readonly why: string };

/** Decides whether `await db.$transaction([...])` at a place can be written as one `await` after the other. */
export function arrayRewrite(
  site: Site,
  statement: StatementFacts,
  context: { body: BodyFacts; text: string },
): ArrayDecision {
  const { body, text } = context;
  const opening = site.opensTransaction;
  const value = statement.value;
  if (!opening?.elements || opening.elements.length === 0) return { why: "it is built elsewhere" };
  if (opening.elements.some(({ start }) => text.startsWith("...", start))) return { why: "it spreads another array" };
  if (!opening.elements.every((element) => body.clientUses.some(isInside(element)))) {
    return { why: "an element does not use the session client" };
  }
  if (!value?.awaited || !isSameRange(value.awaited, site) || statement.blocks.length > 0) {
    return { why: "its result is used in the middle of an expression" };
  }
  if (hasOddComments(opening, text, site)) return { why: "comments stand between the array's brackets and commas" };
  const names = value.target ? namesOf(text.slice(value.target.start, value.target.end)) : null;
  if (value.target && (statement.kind !== "variable" || names === null)) {
    return { why: "its results are not taken apart into one name each" };
  }
  if (names && (names.length !== opening.elements.length || hasTypeAnnotation(statement, text))) {
    return { why: "its results are not taken apart into one name each" };
  }
  const keyword = /^\w+/.exec(text.slice(statement.start, statement.end))?.[0] ?? "const";
  const options = opening.optionsArgument === null ? null : (opening.arguments[opening.optionsArgument] ?? null);
  return { rewrite: { statement, elements: opening.elements, names, keyword, options } };
}

/** The names of `[a, b]`; null if the pattern has anything else. */
function namesOf(pattern: string): readonly string[] | null {
  const inner = /^\[([\s\w$,]*)\]$/.exec(pattern)?.[1];
  if (inner === undefined) return null;
  const names = inner
    .replace(/,\s*$/, "")
    .split(",")
    .map((name) => name.trim());
  return names.every((name) => /^[A-Za-z_$][\w$]*$/.test(name)) ? names : null;
}

function hasTypeAnnotation({ value }: StatementFacts, text: string): boolean {
  return !value?.target || !/^\s*=/.test(text.slice(value.target.end));
}

/** Comments are kept after the comma of an element; elsewhere there is no place for them. */
function hasOddComments({ elements, callee }: OpenedTransaction, text: string, site: Site): boolean {
  const [first, ...others] = elements ?? [];
  if (!first || /\/[/*]/.test(text.slice(callee.start, first.start))) return true;
  const ends = [...others.map(({ start }) => start), site.end];
  return (elements ?? []).some(({ end }, index) => !/^\s*(,|\])/.test(text.slice(end, ends[index])));
}

/** The simple statement that a site stands in. */
export function simpleStatementAround(statements: readonly StatementFacts[], site: Site): StatementFacts | null {
  const statement = statements.find((candidate) => contains(candidate, site));
  if (!statement) return null;
  const block = statement.blocks.find((candidate) => contains(candidate, site));
  return block ? simpleStatementAround(block.statements, site) : statement;
}
