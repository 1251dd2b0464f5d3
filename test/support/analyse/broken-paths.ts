import type { HandlerFacts } from "../../../src/model/handler.ts";

/**
 * Paths that do not lead from the handler to the operation: a step that is not `file#function:line` of a line that
 * exists, a last step that is not the operation's own place.
 */
export function brokenPaths(
  handlers: readonly HandlerFacts[],
  files: Readonly<Record<string, string>>,
): readonly string[] {
  return handlers.flatMap(({ id, effects, externalCalls }) =>
    [...effects, ...externalCalls].flatMap(({ path, file, line }) => {
      const problem = problemOf({ path, file, line }, files);
      return problem === null ? [] : [`${id}: ${problem} in ${path.join(" > ")}`];
    }),
  );
}

interface Found {
  readonly path: readonly string[];
  readonly file: string;
  readonly line: number;
}

function problemOf({ path, file, line }: Found, files: Readonly<Record<string, string>>): string | null {
  const steps = path.map((step) => /^(.+)#(.+):(\d+)$/.exec(step));
  for (const [index, step] of steps.entries()) {
    if (!step) return `step ${index} has another form`;
    const [, place = "", , at = ""] = step;
    const text = files[place]?.split("\n")[Number(at) - 1];
    if (text === undefined || text.trim() === "") return `step ${index} leads to no line`;
  }
  const last = steps.at(-1);
  return last?.[1] === file && Number(last[3]) === line ? null : "the last step is another place";
}
