import type { Risk } from "../model/plan.ts";

/** What the risk of migrating one handler depends on. */
export interface RiskInput {
  /** Reachable operations that change rows, lock them, or may (kinds `write`, `lock` and `unknown`). */
  readonly writes: number;
  readonly hasLoopWrite: boolean;
  readonly hasBranchWrite: boolean;
  /** The handler, or a helper that it calls, opens a transaction itself today. */
  readonly hasExistingTransaction: boolean;
  /** An external call stands between the writes or after them. */
  readonly externalNearWrites: boolean;
  readonly auditWrite: boolean;
  /** A table under row-level security, a `where` without tenant, a read through the global client. */
  readonly tenantQuestion: boolean;
}

export interface RiskAssessment {
  readonly risk: Risk;
  /** Short phrases, the gravest first; never empty. */
  readonly factors: readonly string[];
}

/**
 * The risk of migrating a handler, by the rule of DESIGN.md 5 (after the proposal's risk assessment): low without
 * writes, medium for one write or a tenant-isolation question, high for anything beyond.
 */
export function assessRisk(input: RiskInput): RiskAssessment {
  const high = highFactors(input);
  const factors = [...high, ...otherFactors(input)];
  if (high.length > 0) return { risk: "high", factors };
  return { risk: input.writes > 0 || input.tenantQuestion ? "medium" : "low", factors };
}

function highFactors(input: RiskInput): string[] {
  const factors: readonly (readonly [boolean, string])[] = [
    [input.writes > 1, `${input.writes} writes`],
    [input.hasLoopWrite, "write in a loop"],
    [input.hasBranchWrite, "write in a branch"],
    [input.hasExistingTransaction, "existing transaction"],
    [input.externalNearWrites, "external call near writes"],
    [input.auditWrite, "audit write"],
  ];
  return factors.filter(([applies]) => applies).map(([, phrase]) => phrase);
}

function otherFactors(input: RiskInput): string[] {
  const factors: string[] = [];
  if (input.writes === 1) factors.push("1 write");
  if (input.tenantQuestion) factors.push("tenant isolation in question");
  if (input.writes === 0) factors.push("no writes");
  return factors;
}
