import type { BlockFacts, BodyFacts, StatementFacts } from "../../model/body.ts";
import type { Effect, Site } from "../../model/effect.ts";
import type { TextRange } from "../../model/text.ts";
import { canFollow } from "./can-follow.ts";
import { contains, isInside, isSameRange } from "./ranges.ts";
import type { Span } from "./region.ts";
import { type SiteIndex, throwsIn } from "./site-index.ts";
import { type ListParent, parentsOf, spanRange, spanStatements, statementsAround } from "./statement-tree.ts";

/**
 * The innermost `try` around a span whose `catch` can swallow an error that leaves the transaction usable after a
 * write of the span. Today the handler then commits what it wrote (DESIGN.md 3); inside the `try` the tenant
 * transaction would roll it back. Null if there is none.
 */
export function tryThatKeepsWork(body: BodyFacts, index: SiteIndex, span: Span): ListParent | null {
  const swallowing = parentsOf(span.list).find(({ statement, block }) => {
    const handler = statement.blocks.find(({ role }) => role === "catch");
    return block.role === "try" && handler?.swallows === true;
  });
  if (!swallowing) return null;
  const keeps = new KeptWork(body, index, span).exists() || returnsPromise(body, spanRange(span));
  return keeps ? swallowing : null;
}

/** `return db.order.create(...)` in a `try`: its error passes the `catch` by; `return await` would not let it. */
function returnsPromise(body: BodyFacts, range: TextRange): boolean {
  return body.promises.some((promise) => promise.kept === "returned" && contains(range, promise));
}

class KeptWork {
  readonly #body: BodyFacts;
  readonly #index: SiteIndex;
  readonly #range: TextRange;
  readonly #statements: readonly StatementFacts[];

  constructor(body: BodyFacts, index: SiteIndex, span: Span) {
    this.#body = body;
    this.#index = index;
    this.#range = spanRange(span);
    this.#statements = spanStatements(span);
  }

  exists(): boolean {
    const writes = this.#index.writesIn(this.#range);
    const throws = this.#body.exits.filter(({ kind }) => kind === "throw").filter(isInside(this.#range));
    if (throws.some((exit) => this.#leaves(exit) && this.#followsAny(exit, writes))) return true;
    const failing = this.#index.sites.filter(isInside(this.#range)).filter(canFailUsable);
    return failing.some((site) => this.#leaves(site) && this.#failsAfterWrite(site, writes));
  }

  /** False if a `try` inside the region keeps the error in. */
  #leaves(place: TextRange): boolean {
    return !statementsAround(this.#statements, place).some(({ blocks }) => this.#keepsIn(blocks, place));
  }

  #keepsIn(blocks: readonly BlockFacts[], place: TextRange): boolean {
    const handler = blocks.find(({ role }) => role === "catch");
    const guarded = blocks.find(({ role }) => role === "try");
    if (!handler || !guarded || !contains(guarded, place)) return false;
    return !throwsIn(this.#body, handler);
  }

  #followsAny(place: TextRange, writes: readonly Site[]): boolean {
    return writes.some((write) => this.#canFollow(write, place));
  }

  #failsAfterWrite(site: Site, writes: readonly Site[]): boolean {
    const others = writes.filter((write) => !isSameRange(write, site) && !this.#areInOneTransaction(write, site));
    if (this.#followsAny(site, others)) return true;
    const isWrite = others.length < writes.length && writes.some((write) => isSameRange(write, site));
    return isWrite && !hasSavepoint(site) && this.#failsAfterOwnWrite(site);
  }

  #failsAfterOwnWrite(site: Site): boolean {
    const repeats =
      this.#isInLoop(site) || this.#body.functions.some((fn) => contains(site, fn) || this.#isCallback(fn, site));
    return (
      repeats || site.throws || site.externalCalls.length > 0 || site.effects.length > 1 || site.effects.some(mayRepeat)
    );
  }

  #canFollow(earlier: TextRange, later: TextRange): boolean {
    const isOutside = !contains(this.#range, earlier) || !contains(this.#range, later);
    return !isOutside && canFollow(this.#statements, earlier, later);
  }

  #isInLoop(place: TextRange): boolean {
    return statementsAround(this.#statements, place).some(({ blocks }) => blocks.some(({ role }) => role === "loop"));
  }

  #isCallback(fn: TextRange, place: TextRange): boolean {
    return contains(this.#range, fn) && contains(fn, place);
  }

  /** An error that leaves a transaction of the handler's own rolls back to its savepoint today, as it will. */
  #areInOneTransaction(a: TextRange, b: TextRange): boolean {
    return this.#index.sites.some((site) => hasSavepoint(site) && contains(site, a) && contains(site, b));
  }
}

function hasSavepoint({ opensTransaction }: Site): boolean {
  return opensTransaction !== undefined && opensTransaction.through !== "reentrant-helper";
}

/** True if the site can fail without aborting the transaction on the server. */
function canFailUsable({ throws, externalCalls, effects, swallowsErrors }: Site): boolean {
  if (swallowsErrors) return false;
  return throws || externalCalls.length > 0 || effects.some(({ canFailWithoutAbort }) => canFailWithoutAbort);
}

/** In a helper, unless the analysis saw that it runs once. */
function mayRepeat(effect: Effect): boolean {
  return effect.repeats ?? effect.path.length > 1;
}
