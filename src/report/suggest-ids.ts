import { nearMatch } from "../diagnostics/near-match.ts";

const mostSuggestions = 3;

/**
 * The handler ids that a person most likely meant by one that does not exist: at most three. A part of an id, another
 * method of the same file, the words of a route (`POST /api/orders`) and typing errors are understood, in this order:
 * the first that leads to an id decides.
 */
export function suggestIds(id: string, ids: readonly string[]): readonly string[] {
  const sorted = [...ids].sort();
  const wanted = id.trim().toLowerCase();
  if (wanted === "") return [];
  const ways: readonly (() => readonly string[])[] = [
    () => sorted.filter((candidate) => candidate.toLowerCase().includes(wanted)),
    () => sorted.filter((candidate) => fileOf(candidate) === fileOf(wanted)),
    () => sorted.filter((candidate) => hasWords(candidate, wordsOf(wanted))),
    () => [nearMatch(id, sorted)].filter((candidate) => candidate !== null),
  ];
  for (const way of ways) {
    const found = way();
    if (found.length > 0) return found.slice(0, mostSuggestions);
  }
  return [];
}

function fileOf(id: string): string {
  return id.toLowerCase().replace(/#[^#]*$/, "");
}

function hasWords(candidate: string, words: readonly string[]): boolean {
  const present = new Set(wordsOf(candidate));
  return words.length > 0 && words.every((word) => present.has(word));
}

function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}
