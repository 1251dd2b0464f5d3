import type { Block } from "../program.ts";
import type { Frame, Scope } from "./scope.ts";
import { linesOf } from "./statements.ts";

/** `{ … }` with the statements of a block, in a scope of their own. */
export function blockOf(
  scope: Scope,
  block: Block,
  given: {
    readonly frame?: Partial<Frame>;
    readonly names?: readonly string[];
    readonly prepare?: (inner: Scope) => void;
  } = {},
): string {
  const inner = scope.child(given.frame ?? {}, given.names ?? []);
  given.prepare?.(inner);
  return `{\n${linesOf(inner, block).join("\n")}\n}`;
}
