import type { BlockFacts, BodyFacts, StatementFacts } from "../../model/body.ts";
import type { TextRange } from "../../model/text.ts";
import { contains } from "./ranges.ts";
import type { Span } from "./region.ts";

/** A list of statements and its place in the tree. */
export interface StatementList {
  readonly statements: readonly StatementFacts[];
  readonly parent: ListParent | null;
}

export interface ListParent {
  readonly list: StatementList;
  readonly index: number;
  readonly statement: StatementFacts;
  readonly block: BlockFacts;
}

export function rootList(body: BodyFacts): StatementList {
  return { statements: body.statements, parent: null };
}

/** The list of one block of the statement at `index`. */
export function listOf(list: StatementList, index: number, block: BlockFacts): StatementList {
  return { statements: block.statements, parent: { list, index, statement: statementAt(list, index), block } };
}

export function statementAt(list: StatementList, index: number): StatementFacts {
  const statement = list.statements[index];
  if (statement === undefined) throw new RangeError(`No statement ${index} in a list of ${list.statements.length}`);
  return statement;
}

export function spanStatements({ list, first, last }: Span): readonly StatementFacts[] {
  return list.statements.slice(first, last + 1);
}

/** From the first statement's start to the last one's end, comments around them excepted. */
export function spanRange({ list, first, last }: Span): TextRange {
  return { start: statementAt(list, first).start, end: statementAt(list, last).end };
}

/** The statement around a list, as a span of its own. */
export function parentSpan({ parent }: StatementList): Span | null {
  return parent && { list: parent.list, first: parent.index, last: parent.index };
}

/** The lists around a list, from the inside out, itself excepted. */
export function parentsOf(list: StatementList): readonly ListParent[] {
  return list.parent ? [list.parent, ...parentsOf(list.parent.list)] : [];
}

/** The smallest span that has a span and a place in it. */
export function coverPlace(span: Span, place: TextRange): Span | null {
  if (contains(spanRange(span), place)) return span;
  const index = span.list.statements.findIndex((statement) => contains(statement, place));
  if (index >= 0) return { ...span, first: Math.min(span.first, index), last: Math.max(span.last, index) };
  const parent = parentSpan(span.list);
  return parent && coverPlace(parent, place);
}

/** The statements that enclose a place, from the outside in. */
export function statementsAround(statements: readonly StatementFacts[], place: TextRange): readonly StatementFacts[] {
  const statement = statements.find((candidate) => contains(candidate, place));
  if (!statement) return [];
  const block = blockAround(statement, place);
  return [statement, ...(block ? statementsAround(block.statements, place) : [])];
}

/** The block of a statement that a place stands in; null for its header. */
export function blockAround(statement: StatementFacts, place: TextRange): BlockFacts | null {
  return statement.blocks.find((block) => contains(block, place)) ?? null;
}
