import type { Edit, RepositoryPath, TextRange } from "../../model/text.ts";

/** Gathers the edits of one file. Insertions at one place keep the order in which they were added. */
export class EditList {
  readonly #file: RepositoryPath;
  readonly #edits: Edit[] = [];

  constructor(file: RepositoryPath) {
    this.#file = file;
  }

  insert(at: number, text: string): void {
    if (text !== "") this.#edits.push({ file: this.#file, start: at, end: at, text });
  }

  replace({ start, end }: TextRange, text: string): void {
    if (start < end || text !== "") this.#edits.push({ file: this.#file, start, end, text });
  }

  remove(range: TextRange): void {
    this.replace(range, "");
  }

  /** True if text at or after the place, up to the end of an edit, is replaced. */
  replaces(range: TextRange): boolean {
    return this.#edits.some(({ start, end }) => start < end && start <= range.start && range.end <= end);
  }

  /** True if the place lies in the middle of replaced text. */
  cutsThrough(place: number): boolean {
    return this.#edits.some(({ start, end }) => start < place && place < end);
  }

  /** By ascending start; insertions before a replacement that starts at the same place. */
  all(): readonly Edit[] {
    return this.#edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
  }
}
