import type { Piece } from "./piece.ts";

/** The truth about one generated handler, for comparison with what an analysis says. */
export interface Label {
  /** The tool's id of a handler: `src/app/api/orders/route.ts#POST`. */
  readonly id: string;
  readonly class: "none" | "read" | "write" | "unknown";
  /** Number of places in the application's code with a write that the handler can reach. */
  readonly writes: number;
}

/** What the pieces of a handler do together. */
export function labelOf(id: string, pieces: readonly Piece[]): Label {
  const shared = pieces.flatMap((part) => [
    ...part.sharedWrites,
    ...part.helpers.flatMap((helper) => [...helper.writes]),
  ]);
  const own = pieces.reduce((sum, part) => sum + part.writes, 0);
  const writes = own + new Set(shared).size;
  return { id, class: classOf(pieces, writes), writes };
}

function classOf(pieces: readonly Piece[], writes: number): Label["class"] {
  if (writes > 0) return "write";
  if (pieces.some((part) => part.unknown)) return "unknown";
  // Every helper reads something.
  return pieces.some((part) => part.reads || part.helpers.length > 0) ? "read" : "none";
}
