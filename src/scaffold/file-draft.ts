import type { NameInModule } from "../analyse/scaffold/facts.ts";
import type { FileFacts } from "../model/file.ts";
import type { PlannedFile } from "../model/plan.ts";
import type { ImportChange } from "../plan/import-change.ts";
import { importEdits } from "../plan/import-edits.ts";
import { freeName } from "../plan/region/free-name.ts";
import { inFile, type TextEdit } from "./text-block.ts";

/** What is planned for one file so far. */
export class FileDraft {
  readonly facts: FileFacts;
  readonly text: string;
  readonly #imports: ImportChange[] = [];
  readonly #edits: TextEdit[] = [];

  constructor(facts: FileFacts, text: string) {
    this.facts = facts;
    this.text = text;
  }

  /** The local name of something, imported if it is not there yet. Names of generated functions are in scope. */
  nameOf(target: NameInModule, { specifier, taken }: { specifier: string; taken: readonly string[] }): string {
    if (target.file === this.facts.file) return target.name;
    const known = this.#imported(target, taken);
    if (known !== null) return known;
    const planned = this.#imports.flatMap((change) => (change.kind === "remove" ? [] : [change.local]));
    const local = freeName([target.name], [...this.facts.topLevelNames, ...planned, ...taken]);
    const statement = this.facts.imports.find(
      ({ resolved, typeOnly, namespace, braces }) =>
        resolved === target.file && !typeOnly && namespace === null && braces !== null,
    );
    const names = { imported: target.name, local };
    this.#imports.push(
      statement ? { kind: "add", statement, ...names, beside: null } : { kind: "line", specifier, ...names },
    );
    return local;
  }

  #imported({ file, name }: NameInModule, taken: readonly string[]): string | null {
    const now = this.facts.imports
      .filter(({ resolved, typeOnly }) => resolved === file && !typeOnly)
      .flatMap(({ names }) => names)
      .find((imported) => imported.imported === name && !imported.typeOnly);
    if (now && !taken.includes(now.local)) return now.local;
    const soon = this.#imports.find((change) => change.kind !== "remove" && change.imported === name);
    return soon && soon.kind !== "remove" ? soon.local : (now?.local ?? null);
  }

  /** Adds code after a place, with a blank line between. */
  append(place: number, code: string): void {
    const { lineEnd } = this.facts.style;
    this.#edits.push({ start: place, end: place, text: lineEnd + lineEnd + code });
  }

  insert(place: number, text: string): void {
    this.#edits.push({ start: place, end: place, text });
  }

  planned(): PlannedFile {
    const { file, hash } = this.facts;
    const imports = importEdits(this.facts, this.text, this.#imports);
    const edits = [...imports, ...inFile(file, this.#edits)].toSorted((a, b) => a.start - b.start || a.end - b.end);
    return { file, hash, handlers: [], edits };
  }
}
