import type { ts } from "ts-morph";
import type { RepositoryPath } from "../../model/text.ts";
import { fileOf, lineOf } from "../program/source-files.ts";

/** A part of the wrapper that cannot be derived. It ends the work on one family, and becomes a diagnostic. */
export class Underivable extends Error {
  override readonly name = "Underivable";
  readonly file: RepositoryPath;
  readonly line: number;

  /** @param why a phrase that says which part, and what about it */
  constructor(node: ts.Node, why: string) {
    super(why);
    this.file = fileOf(node);
    this.line = lineOf(node);
  }
}

/** The node's text on one line, shortened: for messages. */
export function quoted(node: ts.Node): string {
  const text = node.getText().replace(/\s+/g, " ");
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
