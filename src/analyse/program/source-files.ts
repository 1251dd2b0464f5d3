import { ts } from "ts-morph";
import { markUnreadable } from "./parse-problem.ts";
import type { RepositoryPath } from "../../model/text.ts";
import type { Workspace } from "../../io/workspace.ts";

/** Parsed files of the repository, by path. */
export interface SourceFiles {
  /** Null if there is no such file. A file with syntax errors is returned as far as it parses. */
  readonly get: (file: RepositoryPath) => ts.SourceFile | null;
  /** The files that have been parsed so far. */
  readonly loaded: () => readonly ts.SourceFile[];
}

/**
 * Parses files of the repository on demand and keeps the trees. Nothing is bound or type-checked, and nothing outside
 * the repository is read: that is what keeps a run within twice the time of parsing (DESIGN.md 10). It calls the
 * compiler that ts-morph brings and not ts-morph's `Project`, which takes half as much time again for the same trees.
 */
export function createSourceFiles(workspace: Workspace): SourceFiles {
  const parsed = new Map<RepositoryPath, ts.SourceFile | null>();
  return {
    get(file) {
      const known = parsed.get(file);
      if (known !== undefined) return known;
      const text = workspace.read(file)?.text;
      const source = text === undefined ? null : parse(file, text);
      parsed.set(file, source);
      return source;
    },
    loaded: () => [...parsed.values()].filter((source) => source !== null),
  };
}

/** Code that is nested too deeply for the parser's stack is a file that does not parse. */
function parse(file: RepositoryPath, text: string): ts.SourceFile {
  try {
    return ts.createSourceFile(file, text, parseOptions, true, scriptKindOf(file));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const source = ts.createSourceFile(file, "", parseOptions, true, scriptKindOf(file));
    markUnreadable(source);
    return source;
  }
}

/** Nothing here looks at JSDoc, and parsing it takes time. */
const parseOptions: ts.CreateSourceFileOptions = {
  languageVersion: ts.ScriptTarget.Latest,
  jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
};

/** Line of the first token of a node, counted from 1. */
export function lineOf(node: ts.Node): number {
  const source = node.getSourceFile();
  return source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
}

/** The file that a node stands in. */
export function fileOf(node: ts.Node): RepositoryPath {
  return node.getSourceFile().fileName;
}

/** Next.js lets `.js` files contain JSX; everything else goes by its ending. */
function scriptKindOf(file: RepositoryPath): ts.ScriptKind {
  if (/\.(jsx|js|mjs|cjs)$/.test(file)) return ts.ScriptKind.JSX;
  return file.endsWith(".tsx") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
}
