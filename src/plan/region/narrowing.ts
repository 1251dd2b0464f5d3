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

/** The body, its text, and the range that the callback will hold. */
interface Captured {
  readonly body: BodyFacts;
  readonly text: string;
  readonly range: TextRange;
}

interface NarrowedPath {
  readonly declaration: DeclarationFacts;
  readonly path: string;
}

/**
 * TypeScript forgets in a callback what conditions before it said about property paths, and about variables that are
 * assigned later. Paths that are only read are kept in a constant; for the rest there is no rewrite.
 */
export function lostNarrowing(span: Span, captured: Captured): LostNarrowing {
  const narrowed = narrowedBefore(span, captured);
  const refused = new Set<string>();
  const hoists: Hoist[] = [];
  for (const { declaration, path } of narrowed.filter((one) => !one.path.includes("."))) {
    const uses = forgottenUses(declaration, captured);
    if (uses.length === 0) continue;
    if (canBeKept(declaration, uses, captured)) hoists.push(keptVariable(path, uses, captured));
    else refused.add(path);
  }
  const paths = narrowed.filter(({ path }) => path.includes("."));
  for (const { declaration, path } of paths.toSorted((a, b) => b.path.length - a.path.length)) {
    const isDone = (use: TextRange): boolean =>
      hoists.some(({ uses }) => uses.some(({ start }) => start === use.start));
    const uses = usesOf(path, declaration, captured).filter((use) => !isDone(use));
    if (!isNeeded(uses, path)) continue;
    if (uses.some(({ writesPath }) => writesPath)) refused.add(path);
    hoists.push(hoistOf(path, uses, [...captured.body.takenNames, ...hoists.map(({ name }) => name)]));
  }
  return { hoists: hoists.toSorted((a, b) => a.source.start - b.source.start), refused: [...refused] };
}

/** Every path that a condition has narrowed where the span begins, once. */
function narrowedBefore(span: Span, { body, range }: Captured): readonly NarrowedPath[] {
  const found = new Map<string, NarrowedPath>();
  for (const use of body.references) {
    const declaration = body.declarations[use.declaration];
    const isKept = !declaration || declaration.isAny || contains(range, declaration.nameRange);
    if (isKept || use.narrows.length === 0 || !holdsAt(span, use)) continue;
    for (const path of use.narrows) found.set(`${declaration.id} ${path}`, { declaration, path });
  }
  return [...found.values()];
}

function hoistOf(path: string, uses: readonly ReferenceFacts[], taken: readonly string[]): Hoist {
  const ranges = uses.map((use) => ({ start: use.start, end: endOf(use, path) }));
  const [source] = ranges;
  if (source === undefined) throw new RangeError(`No use of ${path}`);
  return { name: hoistName(path, taken), source, uses: ranges };
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

function usesOf(path: string, { id }: DeclarationFacts, { body, range }: Captured): readonly ReferenceFacts[] {
  return body.references.filter(
    (use) => use.declaration === id && contains(range, use) && `${use.path}.`.startsWith(`${path}.`),
  );
}

/** True if a use outside nested functions is not narrowed again by a condition of the region. */
function isNeeded(uses: readonly ReferenceFacts[], path: string): boolean {
  if (/\.(length|size)$/.test(path)) return false;
  const again = uses.find(({ narrows }) => narrows.includes(path));
  return uses.some((use) => !use.nested && (!again || use.start < again.start));
}

/**
 * Uses of a variable whose narrowed type the callback does not see, since the variable is assigned again (TypeScript 5.4
 * and later): those up to the statement that assigns it.
 */
function forgottenUses(declaration: DeclarationFacts, captured: Captured): readonly ReferenceFacts[] {
  const { body, range } = captured;
  if (!["let", "var", "parameter"].includes(declaration.kind) || isPrimitive(declaration, captured)) return [];
  const uses = body.references.filter((use) => use.declaration === declaration.id && !use.nested);
  // In `line = await ...` the variable stands before what the callback will hold.
  const begin =
    statementsAround(body.statements, { start: range.start, end: range.start }).at(-1)?.start ?? range.start;
  const written = uses.find(({ access, start }) => access !== "read" && start >= begin);
  if (!written) return [];
  const assigning = statementsAround(body.statements, written).at(-1) ?? range;
  const end = contains(range, written) ? assigning.end : range.end;
  return uses.filter((use) => use.access !== "write" && contains(range, use) && use.start <= end);
}

/** Only what is read before it is assigned, once, can be read from a constant. */
function canBeKept(
  { id }: DeclarationFacts,
  uses: readonly ReferenceFacts[],
  { body, text, range }: Captured,
): boolean {
  const writes = body.references.filter(
    (use) => use.declaration === id && use.access !== "read" && contains(range, use),
  );
  const isRepeated = writes.some((write) =>
    statementsAround(body.statements, write).some(
      (statement) => statement.kind === "loop" && contains(range, statement),
    ),
  );
  const isShorthand = (use: TextRange): boolean =>
    /[{,]\s*$/.test(text.slice(0, use.start)) && /^\s*[,}]/.test(text.slice(use.end));
  return !isRepeated && uses.every((use) => use.access === "read" && !use.writesPath && !isShorthand(use));
}

/** `const currentLine = line;` */
function keptVariable(name: string, uses: readonly ReferenceFacts[], { body }: Captured): Hoist {
  const ranges = uses.map(({ start, end }) => ({ start, end }));
  const [source] = ranges;
  if (source === undefined) throw new RangeError(`No use of ${name}`);
  const constant = `current${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return { name: freeName([constant], body.takenNames), source, uses: ranges };
}

/** A number, string or boolean has no narrower type that could be missed. */
function isPrimitive({ typeText, initializer }: DeclarationFacts, { text }: Captured): boolean {
  if (typeText !== null) return /^(number|string|boolean)$/.test(typeText);
  return (
    initializer !== null &&
    /^(-?\d[\d_.]*|"[^"]*"|'[^']*'|true|false)$/.test(text.slice(initializer.start, initializer.end))
  );
}

function endOf(use: ReferenceFacts, path: string): number {
  return use.pathEnds[path.split(".").length - 2] ?? use.end;
}

/** `session.user.profile`: `profile`, or `userProfile` if that is taken. */
function hoistName(path: string, taken: readonly string[]): string {
  const [last = "value", previous = "current"] = path.split(".").toReversed();
  return freeName([last, `${previous}${last.charAt(0).toUpperCase()}${last.slice(1)}`], taken);
}
