import type { FailingPart } from "./failing-cycle.ts";
import type { StatementNames } from "./statement-names.ts";
import type { NotedStatement, OpenStatement } from "./statement-log.ts";
import { readStrings, type WireFrame } from "./wire-frames.ts";

interface NotedStatements {
  /** One for each Execute or Query, in their order; null for what is no statement of its own, or is not counted. */
  readonly statements: readonly (OpenStatement | null)[];
  /** The one that is to fail, if it is among them. */
  readonly target: Pick<FailingPart, "failingFrame" | "statement" | "kind"> | null;
}

/**
 * Finds the statements among the messages of a cycle.
 *
 * @param add notes a statement by its text; null if nothing is counted now
 */
export function noteStatements(
  frames: readonly WireFrame[],
  names: StatementNames,
  add: (text: string) => NotedStatement | null,
): NotedStatements {
  const statements: (OpenStatement | null)[] = [];
  let target: NotedStatements["target"] = null;
  for (const [failingFrame, frame] of frames.entries()) {
    const text = frame.type === "Q" ? (readStrings(frame, 1)[0] ?? "") : names.follow(frame);
    if (frame.type !== "E" && frame.type !== "Q") continue;
    const noted = text === null ? null : add(text);
    const statement = noted?.statement ?? null;
    statements.push(statement);
    const kind = noted?.fails ?? null;
    if (statement !== null && kind !== null) target = { failingFrame, statement, kind };
  }
  return { statements, target };
}
