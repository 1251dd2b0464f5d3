import { UserError } from "../../diagnostics/user-error.ts";

/**
 * The value of a JSON text, with or without a byte order mark.
 *
 * @param name how the message calls the file
 * @throws UserError that says at which line it is broken
 */
export function parseJson(text: string, name: string): unknown {
  const json = text.replace(/^\uFEFF/, "");
  try {
    return JSON.parse(json);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new UserError(`${name} is not JSON${place(json, problem)}: ${problem}.`, "Put that right, or write it anew.");
  }
}

/** V8 says where it stopped as a position in the text, if it says it at all. */
function place(json: string, problem: string): string {
  const [, position] = /at position (\d+)/.exec(problem) ?? [];
  if (position === undefined) return "";
  const before = json.slice(0, Number(position)).split("\n");
  return ` (line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1})`;
}
