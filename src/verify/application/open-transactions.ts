import type { Reply } from "./messages.ts";

const waiting = new Map<number, (count: number) => void>();
let last = 0;

/**
 * How many transactions are open now. The parent knows, as it sees what goes to the database; the code that asks waits
 * for the answer, so the moment is the same for both.
 */
export async function openTransactions(): Promise<number> {
  const question = (last += 1);
  const reply: Reply = { kind: "open-transactions?", question };
  return new Promise<number>((resolve) => {
    waiting.set(question, resolve);
    process.send?.(reply);
  });
}

/** The parent's answer to a question. */
export function hearOpenTransactions(question: number, count: number): void {
  waiting.get(question)?.(count);
  waiting.delete(question);
}
