import type { SourceLocation } from "../../model/text.ts";

/** One step of a call path: a line of a function, where the next step is called or the operation stands. */
export interface Step extends SourceLocation {
  /** Empty at the top level of a file. */
  readonly function: string;
}

/** Reads `file#function:line`, the form in which effects and external calls keep their paths. */
export function parseStep(text: string): Step {
  const match = /^(?<file>.*?)(?:#(?<name>[^#]*))?:(?<line>\d+)$/s.exec(text);
  const { file = text, name = "", line = "1" } = match?.groups ?? {};
  return { file, function: name, line: Number(line) };
}
