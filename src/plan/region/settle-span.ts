import type { BodyFacts } from "../../model/body.ts";
import { tryThatKeepsWork } from "./kept-work.ts";
import { contains } from "./ranges.ts";
import type { Span } from "./region.ts";
import type { SiteIndex } from "./site-index.ts";
import { coverPlace, parentSpan, spanRange } from "./statement-tree.ts";
import { widenForNames } from "./widen-for-names.ts";

interface Surroundings {
  readonly body: BodyFacts;
  readonly index: SiteIndex;
  readonly atomicity: "keep" | "rollback";
}

/** Widens a span until nothing of it has to stay together with something outside. */
export function settleSpan(span: Span, surroundings: Surroundings): Span {
  const { body, index, atomicity } = surroundings;
  const wider =
    coverPromises(span, body) ??
    coverJumps(span, body) ??
    (atomicity === "keep" ? coverTry(span, body, index) : null) ??
    widenForNames(span, body, index);
  return wider === null ? span : settleSpan(wider, surroundings);
}

/** One span for those that have become the same or lie in another. */
export function withoutContained(spans: readonly Span[]): readonly Span[] {
  return spans.filter((span, position) => {
    const range = spanRange(span);
    return !spans.some((other, otherPosition) => {
      const around = spanRange(other);
      if (otherPosition === position || !contains(around, range)) return false;
      return otherPosition < position || !contains(range, around);
    });
  });
}

/**
 * A promise and the `await` of it belong together: a promise of the transaction is lost when it has ended, and Prisma
 * sends an operation only when somebody waits for it (PRISMA.md F1.7).
 */
function coverPromises(span: Span, body: BodyFacts): Span | null {
  const range = spanRange(span);
  for (const promise of body.promises) {
    const uses = body.references.filter(({ declaration }) => declaration === promise.declaration);
    const isMadeInside = contains(range, promise);
    const late = uses.find(({ start }) => start >= (isMadeInside ? range.end : range.start));
    if (!late || promise.start >= range.end) continue;
    return differing(span, coverPlace(span, isMadeInside ? late : promise));
  }
  return null;
}

/** `break` and `continue` take the statement that they jump to with them. */
function coverJumps(span: Span, body: BodyFacts): Span | null {
  const range = spanRange(span);
  const crossing = body.exits.find(
    ({ target, ...exit }) => target !== null && contains(range, exit) && !contains(range, target),
  );
  return crossing?.target ? differing(span, coverPlace(span, crossing.target)) : null;
}

function coverTry(span: Span, body: BodyFacts, index: SiteIndex): Span | null {
  const around = tryThatKeepsWork(body, index, span);
  return around && { list: around.list, first: around.index, last: around.index };
}

function differing(span: Span, wider: Span | null): Span | null {
  const isSame = wider?.list === span.list && wider.first === span.first && wider.last === span.last;
  return isSame ? parentSpan(span.list) : wider;
}
