const undoing = new Set<() => void>();

/**
 * Remembers what has to be undone, at once and without waiting, if the process is ended before it is undone in its turn.
 *
 * @param undo synchronous; if it fails, the rest is undone all the same
 * @returns forgets it again
 */
export function beforeAbruptEnd(undo: () => void): () => void {
  undoing.add(undo);
  return () => void undoing.delete(undo);
}

/** True if something would be left over if the process ended now. */
export function isAnythingLeft(): boolean {
  return undoing.size > 0;
}

/** Undoes all that is left, the last first. */
export function undoAbruptly(): void {
  for (const undo of [...undoing].reverse()) {
    undoing.delete(undo);
    try {
      undo();
    } catch {
      // The process is about to end, and nobody would hear of it.
    }
  }
}
