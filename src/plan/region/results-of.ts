import type { BodyFacts, DeclarationFacts } from "../../model/body.ts";
import type { TextRange } from "../../model/text.ts";
import { assignedForLater, isWrittenAfter, referencesTo } from "./names-in-span.ts";
import { contains, isSameRange } from "./ranges.ts";
import type { ResultBinding, Span } from "./region.ts";
import type { SiteIndex } from "./site-index.ts";
import { spanRange, spanStatements } from "./statement-tree.ts";
import { capturedRange } from "./widen-for-names.ts";

interface Known {
  readonly body: BodyFacts;
  readonly text: string;
  readonly index: SiteIndex;
}

/** The values that a region has to hand back, in the order of their declarations. */
export function resultsOf(span: Span, { body, text, index }: Known): readonly ResultBinding[] {
  const range = spanRange(span);
  const assigned = assignedForLater(body, capturedRange(span));
  return body.declarations.flatMap((declaration): readonly ResultBinding[] => {
    const isOuter = assigned.includes(declaration);
    const isOwn = isVariable(declaration) && isDeclaredDirectly(span, declaration);
    if (!isOuter && !(isOwn && isUsedAfter(body, declaration, range))) return [];
    return [result(declaration, isOuter ? "assign" : bindingOf(body, declaration, range), { text, index })];
  });
}

/** Functions, classes, types and names of inner scopes that are declared in the region and used outside of it. */
export function namesThatCannotComeBack(span: Span, body: BodyFacts): readonly DeclarationFacts[] {
  const range = spanRange(span);
  return body.declarations.filter((declaration) => {
    if (!contains(range, declaration.nameRange)) return false;
    const outside = referencesTo(body, declaration).filter((use) => !contains(range, use));
    if (outside.length === 0) return false;
    const isEarlier = outside.some(({ start }) => start < range.start);
    return (
      isEarlier || !isVariable(declaration) || !isDeclaredDirectly(span, declaration) || leavesScope(span, outside)
    );
  });
}

function leavesScope({ list }: Span, uses: readonly TextRange[]): boolean {
  const block = list.parent?.block;
  return block !== undefined && uses.some((use) => !contains(block, use));
}

function isVariable({ kind }: DeclarationFacts): boolean {
  return kind === "const" || kind === "let" || kind === "var";
}

function isDeclaredDirectly(span: Span, { statement }: DeclarationFacts): boolean {
  return spanStatements(span).some((candidate) => isSameRange(candidate, statement));
}

function isUsedAfter(body: BodyFacts, declaration: DeclarationFacts, range: TextRange): boolean {
  return referencesTo(body, declaration).some(({ start }) => start >= range.end);
}

function bindingOf(body: BodyFacts, declaration: DeclarationFacts, range: TextRange): ResultBinding["binding"] {
  return isWrittenAfter(body, declaration, range) ? "let" : "const";
}

function result(
  declaration: DeclarationFacts,
  binding: ResultBinding["binding"],
  { text, index }: Omit<Known, "body">,
): ResultBinding {
  const { id, name, typeText, initializer, isResponse } = declaration;
  const isRow = initializer !== null && index.sessionSitesIn(initializer).length > 0;
  const maybeResponse = isResponse || !isRow || index.externalsIn(initializer).length > 0;
  const value = initializer ? text.slice(initializer.start, initializer.end) : "";
  const isLiteral = binding === "const" && typeText === null && !isRow && /(^|[?:|&]\s*)["'`]/.test(value);
  return { name, binding, typeText, declaration: id, maybeResponse, isLiteral };
}
