import type { BodyFacts, DeclarationFacts } from "../../model/body.ts";
import type { TextRange } from "../../model/text.ts";
import { assignedForLater, holdersFromBefore, inferredFromBefore } from "./names-in-span.ts";
import { contains } from "./ranges.ts";
import type { Span } from "./region.ts";
import type { SiteIndex } from "./site-index.ts";
import { spanRange, statementAt } from "./statement-tree.ts";

/**
 * Takes the declarations of names into the span that work only there: what holds the session client, what TypeScript
 * infers from assignments, and what is assigned inside and read after. Only upwards in the same list, and never past
 * an external call; null if there is nothing to take in.
 */
export function widenForNames(span: Span, body: BodyFacts, index: SiteIndex): Span | null {
  const captured = capturedRange(span);
  const needed = [...holdersFromBefore(body, captured), ...inferredFromBefore(body, captured)];
  const wanted = assignedForLater(body, captured);
  for (const declaration of [...needed, ...wanted]) {
    const wider = upToDeclaration(span, declaration);
    if (wider && isFreeToTakeIn(wider, span, { body, index })) return wider;
  }
  return null;
}

/** What the callback will hold. Of `plan = await db.callPlan.create(...)` alone the assignment stays outside of it. */
export function capturedRange(span: Span): TextRange {
  const { kind, value } = statementAt(span.list, span.first);
  const isAssignment = span.first === span.last && kind === "expression" && value !== null && value.target !== null;
  return isAssignment ? { start: value.start, end: value.end } : spanRange(span);
}

function upToDeclaration(span: Span, { statement, kind }: DeclarationFacts): Span | null {
  if (kind === "parameter" || kind === "catch") return null;
  const index = span.list.statements.findIndex((candidate) => contains(candidate, statement));
  const isDirect = index >= 0 && index < span.first && statementAt(span.list, index).blocks.length === 0;
  return isDirect ? { ...span, first: index } : null;
}

/** The statements that come in must neither wait for something slow nor leave the handler. */
function isFreeToTakeIn(
  wider: Span,
  span: Span,
  { body, index }: { readonly body: BodyFacts; readonly index: SiteIndex },
): boolean {
  const added = spanRange({ ...wider, last: span.first - 1 });
  const leaves = body.exits.some((exit) => exit.kind !== "throw" && contains(added, exit));
  return index.externalsIn(added).length === 0 && !leaves;
}
