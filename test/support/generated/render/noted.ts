import type { Scope } from "./scope.ts";

/** Adds to what the handler will answer: `log` in the handler itself, `total` in a helper. */
export function noted(scope: Scope, text: string): string {
  return scope.frame.isHandler
    ? `log.push(${text});`
    : `total += ${/^[\w.]+$|^"[^"]*"$/.test(text) ? text : `(${text})`}.length;`;
}
