import type { ToolInfo } from "../model/report.ts";

/** What a bug report says about the machine, given by the caller. */
export interface BugContext {
  readonly tool: ToolInfo;
  /** `v20.19.0` */
  readonly node: string;
  /** `linux x64` */
  readonly platform: string;
}

/**
 * The text for an error that this program did not expect. It is made to be published: versions, and the stack with
 * paths relative to this package, and no path of the machine.
 */
export function bugReport(error: unknown, { tool, node, platform }: BugContext): string {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const stack = error instanceof Error ? (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line)) : [];
  const lines = [
    `This is a bug in ${tool.name}: it did not expect what it found. Nothing is half-written.`,
    "Please report it with the lines below.",
    "",
    `${tool.name} ${tool.version}, node ${node}, ${platform}`,
    withoutPaths(message),
    ...stack.map(frame),
  ];
  return `${lines.join("\n")}\n`;
}

/** `at applyFile (src/apply/apply-file.ts:40:9)`: from the last folder that is known to everybody. */
function frame(line: string): string {
  return withoutPaths(line.replace(/(?:file:\/\/)?[^\s(]*?\/((?:node_modules|src|dist|bin|transforms)\/)/, "$1"));
}

/** Absolute paths only: one that starts in the middle of a word is part of a relative one. */
function withoutPaths(text: string): string {
  return text.replace(
    /(?<![\w.])(?:file:\/\/)?(?:[A-Za-z]:)?(?:[\\/][^\s\\/:()'"]+){2,}/g,
    (path) => `…/${lastSegment(path)}`,
  );
}

function lastSegment(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? "";
}
