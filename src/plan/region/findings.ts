import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { RepositoryPath, SourceLocation } from "../../model/text.ts";
import type { RegionOptions } from "./options.ts";

/** Collects the diagnostics of one handler, each once. */
export class Findings {
  readonly #file: RepositoryPath;
  readonly #lineOf: RegionOptions["lineOf"];
  readonly #found = new Map<string, Diagnostic>();

  constructor(file: RepositoryPath, lineOf: RegionOptions["lineOf"]) {
    this.#file = file;
    this.#lineOf = lineOf;
  }

  /** The place of an offset in the handler's file. */
  at(offset: number): SourceLocation {
    return { file: this.#file, line: this.#lineOf(offset) };
  }

  add(finding: Diagnostic): void {
    this.#found.set(JSON.stringify(finding), finding);
  }

  /** In the order of their lines. */
  all(): readonly Diagnostic[] {
    return [...this.#found.values()].toSorted((a, b) => a.line - b.line || a.code.localeCompare(b.code));
  }
}
