import type { BlockFacts, BodyFacts, StatementFacts } from "../../model/body.ts";
import { contains, isSameRange } from "./ranges.ts";
import type { Span } from "./region.ts";
import type { SiteIndex } from "./site-index.ts";
import { listOf, rootList, type StatementList, statementAt } from "./statement-tree.ts";

/**
 * The default rule (DESIGN.md 6): on each path from the first write to the last database operation or uncaught
 * `throw` that can follow it, in the innermost list that has them all. Exclusive paths get a span each.
 */
export function firstSpans(body: BodyFacts, index: SiteIndex): readonly Span[] {
  return new SpanFinder(body, index).spansOf(rootList(body));
}

class SpanFinder {
  readonly #body: BodyFacts;
  readonly #index: SiteIndex;

  constructor(body: BodyFacts, index: SiteIndex) {
    this.#body = body;
    this.#index = index;
  }

  spansOf(list: StatementList): readonly Span[] {
    const spans: Span[] = [];
    for (const [position, statement] of list.statements.entries()) {
      if (!this.#writes(statement)) continue;
      if (!this.#reachesEnd(statement)) {
        spans.push(...this.#spansInside(list, position));
        continue;
      }
      const last = this.#lastToKeep(list, position);
      return [...spans, ...(last > position ? [{ list, first: position, last }] : this.#spansInside(list, position))];
    }
    return spans;
  }

  #writes(range: StatementFacts | BlockFacts): boolean {
    return this.#index.writesIn(range).length > 0;
  }

  /** Index of the last statement that must share the transaction with the one at `first`. */
  #lastToKeep({ statements }: StatementList, first: number): number {
    let last = first;
    for (let next = first + 1; next < statements.length; next += 1) {
      const statement = statements[next];
      if (statement === undefined) break;
      if (this.#index.mustStayTogether(statement)) last = next;
      if (!statement.completes) break;
    }
    return last;
  }

  /** True if control can go on behind the statement after it has written. */
  #reachesEnd(statement: StatementFacts): boolean {
    if (!statement.completes) return false;
    if (statement.blocks.length === 0 || this.#writesInHeader(statement)) return true;
    return statement.blocks.some((block) => this.#writes(block) && this.#leadsToEnd(statement, block));
  }

  #leadsToEnd(statement: StatementFacts, block: BlockFacts): boolean {
    if (this.#listReachesEnd(block.statements) || this.#jumpsToEnd(statement, block)) return true;
    const handler = statement.blocks.find(({ role }) => role === "catch");
    return block.role === "try" && handler !== undefined && handler.completes;
  }

  #listReachesEnd(statements: readonly StatementFacts[]): boolean {
    return statements.some(
      (statement, position) =>
        this.#writes(statement) &&
        this.#reachesEnd(statement) &&
        statements.slice(position + 1).every(({ completes }) => completes),
    );
  }

  /** `break` out of a `switch` or loop, or `continue`, behind a write. */
  #jumpsToEnd(statement: StatementFacts, block: BlockFacts): boolean {
    const firstWrite = this.#index.writesIn(block)[0];
    return this.#body.exits.some((exit) => {
      if (exit.target === null || firstWrite === undefined || !contains(block, exit)) return false;
      return exit.start > firstWrite.start && contains(statement, exit.target);
    });
  }

  #writesInHeader(statement: StatementFacts): boolean {
    return this.#index.writesIn(statement).some((site) => !statement.blocks.some((block) => contains(block, site)));
  }

  /** The spans of a statement behind which nothing must be kept. */
  #spansInside(list: StatementList, position: number): readonly Span[] {
    const statement = statementAt(list, position);
    const whole: readonly Span[] = [{ list, first: position, last: position }];
    const ofBlocks = (blocks: readonly BlockFacts[]): readonly Span[] =>
      blocks.flatMap((block) => this.spansOf(listOf(list, position, block)));
    if (this.#writesInHeader(statement)) return whole;
    if (statement.kind === "if" || statement.kind === "block") return ofBlocks(statement.blocks);
    if (statement.kind === "switch") return this.#fallsThrough(statement) ? whole : ofBlocks(statement.blocks);
    if (statement.kind === "try") return this.#spansOfTry(statement, { whole, ofBlocks });
    return whole;
  }

  /** True if a clause that writes runs on into one that must be kept with it. */
  #fallsThrough({ blocks }: StatementFacts): boolean {
    return blocks.some((block, position) => {
      if (!block.completes || !this.#writes(block)) return false;
      const rest = blocks.slice(position + 1);
      const end = rest.findIndex(({ completes }) => !completes);
      const reached = end < 0 ? rest : rest.slice(0, end + 1);
      return reached.some((next) => this.#index.mustStayTogether(next));
    });
  }

  /** Inside one block if the others leave the session's client and the outcome alone; else the whole statement. */
  #spansOfTry(
    statement: StatementFacts,
    choice: { whole: readonly Span[]; ofBlocks: (blocks: readonly BlockFacts[]) => readonly Span[] },
  ): readonly Span[] {
    const used = statement.blocks.filter((block) => this.#index.sessionSitesIn(block).length > 0);
    const [only, ...others] = used;
    if (!only || others.length > 0) return choice.whole;
    const closing = statement.blocks.find(({ role }) => role === "finally");
    if (closing !== undefined && isSameRange(closing, only)) {
      return this.#undoesFinally(statement) ? choice.whole : choice.ofBlocks([only]);
    }
    const endsInThrow = closing !== undefined && this.#index.mustStayTogether(closing);
    return endsInThrow ? choice.whole : choice.ofBlocks([only]);
  }

  /**
   * True if an error that is on its way out while `finally` writes must undo what it writes, as today. The error of an
   * external call alone is none of that kind: no region grows for its sake.
   */
  #undoesFinally({ blocks }: StatementFacts): boolean {
    const others = blocks.filter(({ role }) => role !== "finally");
    const callsOut = others.some((block) => this.#index.externalsIn(block).length > 0);
    return !callsOut || others.some((block) => this.#index.mustStayTogether(block));
  }
}
