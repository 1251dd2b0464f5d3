import type { BodyFacts, DeclarationFacts, ReferenceFacts } from "../../model/body.ts";
import type { TextRange } from "../../model/text.ts";
import { canFollow } from "./can-follow.ts";
import { contains } from "./ranges.ts";

export function referencesTo(body: BodyFacts, { id }: DeclarationFacts): readonly ReferenceFacts[] {
  return body.references.filter(({ declaration }) => declaration === id);
}

/** True if the value that a name has at the end of the range can be read behind it. */
function isReadAfter(body: BodyFacts, declaration: DeclarationFacts, range: TextRange): boolean {
  const end = { start: range.end - 1, end: range.end };
  return referencesTo(body, declaration).some(
    (use) => use.start >= range.end && use.access !== "write" && canFollow(body.statements, end, use),
  );
}

export function isWrittenAfter(body: BodyFacts, declaration: DeclarationFacts, range: TextRange): boolean {
  return referencesTo(body, declaration).some(({ start, access }) => start >= range.end && access !== "read");
}

function isWrittenIn(body: BodyFacts, declaration: DeclarationFacts, range: TextRange): boolean {
  return ownUsesIn(body, declaration, range).some(({ access }) => access !== "read");
}

/** Uses outside nested functions: in those, TypeScript knows no more today than it will. */
function ownUsesIn(body: BodyFacts, declaration: DeclarationFacts, range: TextRange): readonly ReferenceFacts[] {
  return referencesTo(body, declaration).filter((use) => !use.nested && contains(range, use));
}

/** Names from before the region that it assigns and that are read after it. */
export function assignedForLater(body: BodyFacts, range: TextRange): readonly DeclarationFacts[] {
  return body.declarations.filter(
    (declaration) =>
      !contains(range, declaration.nameRange) &&
      isWrittenIn(body, declaration, range) &&
      isReadAfter(body, declaration, range),
  );
}

/** Names from before the region whose type TypeScript infers, used inside: it cannot infer it across a callback. */
export function inferredFromBefore(body: BodyFacts, range: TextRange): readonly DeclarationFacts[] {
  return body.declarations.filter(
    (declaration) =>
      declaration.evolving && !contains(range, declaration.nameRange) && ownUsesIn(body, declaration, range).length > 0,
  );
}

/** Names from before the region that hold the session client in a way that cannot be written on another client. */
export function holdersFromBefore(body: BodyFacts, range: TextRange): readonly DeclarationFacts[] {
  const used = body.clientUses
    .filter((use) => use.kind === "holder" && contains(range, use))
    .map(({ declaration }) => declaration);
  return body.declarations.filter(({ id, nameRange }) => used.includes(id) && !contains(range, nameRange));
}
