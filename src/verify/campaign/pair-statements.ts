import type { SentStatement } from "../model/database.ts";

/** The same statement in both versions. */
export interface StatementPair {
  readonly legacy: SentStatement;
  readonly migrated: SentStatement;
  /** Counted from 1, among the legacy version's statements that are no frames. */
  readonly position: number;
  readonly total: number;
}

/** Texts of statements that only one version sends. */
export interface UnmatchedStatements {
  readonly legacy: readonly string[];
  readonly migrated: readonly string[];
}

type Statements = readonly SentStatement[];
type KeyOf = (statement: SentStatement) => string;

/**
 * Finds the statements that both versions send, frames left out: first by text, then what is left by shape. Prisma may
 * word the same query differently inside and outside a transaction: `LIKE ($1 || '%')` or `LIKE $1`, `= $1` or
 * `IN ($1,$2)`.
 */
export function pairStatements(
  legacy: Statements,
  migrated: Statements,
): { readonly pairs: readonly StatementPair[]; readonly unmatched: UnmatchedStatements } {
  const before = legacy.filter(({ isFrame }) => !isFrame);
  const after = migrated.filter(({ isFrame }) => !isFrame);
  const partners = new Map<SentStatement, SentStatement>();
  const taken = new Set<SentStatement>();
  for (const keyOf of [({ text }) => text, ({ text }) => shapeOf(text)] satisfies readonly KeyOf[]) {
    const waiting = after.filter((statement) => !taken.has(statement));
    for (const statement of before.filter((one) => !partners.has(one))) {
      const at = waiting.findIndex((other) => keyOf(other) === keyOf(statement));
      const [partner] = at === -1 ? [] : waiting.splice(at, 1);
      if (partner === undefined) continue;
      partners.set(statement, partner);
      taken.add(partner);
    }
  }
  const total = before.length;
  return {
    pairs: before.flatMap((statement, index) => {
      const partner = partners.get(statement);
      return partner === undefined ? [] : [{ legacy: statement, migrated: partner, position: index + 1, total }];
    }),
    unmatched: {
      legacy: before.filter((statement) => !partners.has(statement)).map(({ text }) => text),
      migrated: after.filter((statement) => !taken.has(statement)).map(({ text }) => text),
    },
  };
}

/** What a statement does to which tables and columns, in order, whatever its parameters; the text if it names none. */
function shapeOf(text: string): string {
  const names = text.match(/"[^"]+"/g);
  return names === null ? text : [text.trim().split(/\s+/, 1)[0]?.toUpperCase(), ...names].join(" ");
}
