import type { BodyFacts, DeclarationFacts, ReferenceFacts, StatementFacts } from "../../model/body.ts";
import type { TextRange } from "../../model/text.ts";
import { freeName } from "./free-name.ts";
import { contains } from "./ranges.ts";
import type { Hoist, Span } from "./region.ts";
import { blockAround, parentsOf, statementsAround } from "./statement-tree.ts";

export interface LostNarrowing {
  readonly hoists: readonly Hoist[];
  /** Names and paths whose narrowed type cannot be kept. */
  readonly refused: readonly string[];
}

/**
 * TypeScript forgets in a callback what conditions before it said about property paths, and about variables that are
 * assigned later. Paths that are only read are kept in a constant; for the rest there is no rewrite.
 */
export function lostNarrowing(body: BodyFacts, span: Span, captured: TextRange): LostNarrowing {
  const narrowed = body.references.filter((use) => use.narrows.length > 0 && holdsAt(span, use));
  const paths = new Map<string, { declaration: DeclarationFacts; path: string }>();
  const refused = new Set<string>();
  for (const { declaration: id, narrows } of narrowed) {
    const declaration = body.declarations[id];
    if (!declaration || declaration.isAny || contains(captured, declaration.nameRange)) continue;
    for (const path of narrows) {
      if (path.includes(".")) paths.set(`${id} ${path}`, { declaration, path });
      else if (isForgotten(body, declaration, captured)) refused.add(path);
    }
  }
  const hoists: Hoist[] = [];
  const byLength = [...paths.values()].toSorted((a, b) => b.path.length - a.path.length);
  const replaced: TextRange[] = [];
  for (const { declaration, path } of byLength) {
    const uses = usesOf(body, { id: declaration.id, path, captured }).filter(
      ({ start }) => !replaced.some((done) => done.start === start),
    );
    if (!isNeeded(uses, path)) continue;
    if (uses.some(({ writesPath }) => writesPath)) refused.add(path);
    const ranges = uses.map((use) => ({ start: use.start, end: endOf(use, path) }));
    const [source] = ranges;
    if (source) hoists.push({ name: hoistName(path, [...body.takenNames, ...hoists.map(({ name }) => name)]), source, uses: ranges });
    replaced.push(...ranges);
  }
  return { hoists: hoists.toSorted((a, b) => a.source.start - b.source.start), refused: [...refused] };
}

/** True if the condition decides whether control gets to the span: around it, or before it with a way out. */
function holdsAt(span: Span, condition: TextRange): boolean {
  const places = [{ list: span.list, index: span.first }, ...parentsOf(span.list)];
  return places.some(({ list, index }, level) => {
    const position = list.statements.findIndex((statement) => contains(statement, condition));
    const statement = list.statements[position];
    if (!statement || position > index) return false;
    if (position === index) return level > 0 && blockAround(statement, condition) === null;
    return isWayOut(statementsAround([statement], condition), condition);
  });
}

/** `if (!x) return`, also behind `else`; `assert(x)`. */
function isWayOut(around: readonly StatementFacts[], condition: TextRange): boolean {
  const innermost = around.at(-1);
  if (!innermost || blockAround(innermost, condition)) return false;
  if (innermost.kind === "expression") return around.length === 1;
  const leaves = innermost.blocks.some(({ completes }) => !completes);
  return leaves && around.every(({ kind }) => kind === "if");
}

function usesOf(
  body: BodyFacts,
  { id, path, captured }: { readonly id: number; readonly path: string; readonly captured: TextRange },
): readonly ReferenceFacts[] {
  return body.references.filter(
    (use) => use.declaration === id && contains(captured, use) && `${use.path}.`.startsWith(`${path}.`),
  );
}

/** True if a use outside nested functions is not narrowed again by a condition of the region. */
function isNeeded(uses: readonly ReferenceFacts[], path: string): boolean {
  if (/\.(length|size)$/.test(path)) return false;
  const again = uses.find(({ narrows }) => narrows.includes(path));
  return uses.some((use) => !use.nested && (!again || use.start < again.start));
}

/** A variable that is assigned again loses what was known about it in callbacks (TypeScript 5.4 and later). */
function isForgotten(body: BodyFacts, declaration: DeclarationFacts, captured: TextRange): boolean {
  if (!["let", "var", "parameter"].includes(declaration.kind)) return false;
  const uses = body.references.filter((use) => use.declaration === declaration.id && !use.nested);
  const written = uses.find(({ access, start }) => access !== "read" && start >= captured.start);
  if (!written) return false;
  const writtenInside = contains(captured, written) ? written.start : captured.end;
  return uses.some((use) => use.access !== "write" && contains(captured, use) && use.start <= writtenInside);
}

function endOf(use: ReferenceFacts, path: string): number {
  return use.pathEnds[path.split(".").length - 2] ?? use.end;
}

/** `session.user.profile`: `profile`, or `userProfile` if that is taken. */
function hoistName(path: string, taken: readonly string[]): string {
  const [last = "value", previous = "current"] = path.split(".").toReversed();
  return freeName([last, `${previous}${last.charAt(0).toUpperCase()}${last.slice(1)}`], taken);
}
