import type { ImportedName, ImportFacts } from "../model/file.ts";

/** One decision about the imports of a file. */
export type ImportChange = ReplaceName | RemoveName | AddName | AddLine;

/** `imported` is the name that the module exports, `local` the one that the file calls it by. */
export interface Specifier {
  readonly imported: string;
  readonly local: string;
}

export interface ReplaceName extends Specifier {
  readonly kind: "replace";
  readonly statement: ImportFacts;
  readonly name: ImportedName;
}

export interface RemoveName {
  readonly kind: "remove";
  readonly statement: ImportFacts;
  readonly name: ImportedName;
}

export interface AddName extends Specifier {
  readonly kind: "add";
  readonly statement: ImportFacts;
  /** The name that the new one follows; null: wherever the list's order wants it. */
  readonly beside: ImportedName | null;
}

export interface AddLine extends Specifier {
  readonly kind: "line";
  readonly specifier: string;
}

/** `withTenant`, or `withTenant as withTenantTransaction`. */
export function specifierText({ imported, local }: Specifier): string {
  return imported === local ? imported : `${imported} as ${local}`;
}
