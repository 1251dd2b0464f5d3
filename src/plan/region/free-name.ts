/** The first candidate that is not taken; the last one with a number if all are. */
export function freeName(candidates: readonly string[], taken: readonly string[]): string {
  const free = candidates.find((candidate) => !taken.includes(candidate) && !reserved.has(candidate));
  if (free !== undefined) return free;
  const base = candidates.at(-1) ?? "value";
  let counter = 2;
  while (taken.includes(`${base}${counter}`)) counter += 1;
  return `${base}${counter}`;
}

/** Reserved words of JavaScript that can be property names, and what strict mode adds to them. */
const reserved = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends " +
    "false finally for function if implements import in instanceof interface let new null package private protected " +
    "public return static super switch this throw true try typeof undefined var void while with yield"
  ).split(" "),
);
