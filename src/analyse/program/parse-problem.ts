import { ts } from "ts-morph";

/** The parser's own findings: on every source file at run time, not in the public types. */
interface WithParseDiagnostics {
  readonly parseDiagnostics?: readonly ts.DiagnosticWithLocation[];
}

export interface ParseProblem {
  readonly line: number;
  readonly message: string;
}

const unreadable = new WeakSet<ts.SourceFile>();

/** Notes that a file is nested too deeply to be read. */
export function markUnreadable(source: ts.SourceFile): void {
  unreadable.add(source);
}

/** The first syntax error of a parsed file, or null. */
export function parseProblem(source: ts.SourceFile & WithParseDiagnostics): ParseProblem | null {
  if (unreadable.has(source)) return { line: 1, message: "It is nested too deeply to be read." };
  const first = source.parseDiagnostics?.[0];
  if (!first) return null;
  return {
    line: source.getLineAndCharacterOfPosition(first.start).line + 1,
    message: ts.flattenDiagnosticMessageText(first.messageText, " "),
  };
}
