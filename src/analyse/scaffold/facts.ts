import type { SessionFamily } from "../../model/config.ts";
import type { FileFacts } from "../../model/file.ts";
import type { RepositoryPath, SourceLocation, TextRange } from "../../model/text.ts";
import type { Opening } from "./opening.ts";

/** One top-level function of the application that is to be copied, as ranges of its file's text. */
export interface FunctionSource {
  readonly file: RepositoryPath;
  readonly name: string;
  readonly line: number;
  /** The whole statement without the comments above it; with the overloads of a function. */
  readonly declaration: TextRange;
  /** Where the statement declares the name. */
  readonly names: readonly TextRange[];
  /** `none`: an `export { name }` elsewhere in the file, which is extended like a barrel. */
  readonly exported: "named" | "default" | "none";
  /** `default ` of `export default`, to be left out of the copy. */
  readonly defaultKeyword: TextRange | null;
  readonly isTypeScript: boolean;
}

/** A function that is derived: the copy of `source` with these changes. */
export interface DerivedFunction {
  readonly source: FunctionSource;
  readonly newName: string;
  readonly openings: readonly Opening[];
  readonly renames: readonly RenamedCall[];
  /** Writes of the session check itself. */
  readonly writes: readonly SessionWrite[];
  /** Names that hide an import in it. */
  readonly takenNames: readonly string[];
  /** Names that mean something in the functions around the openings, beyond the functions nested in those. */
  readonly scopeNames: readonly string[];
  /** How the function answers with a `Response`; null if it does not. */
  readonly responseClass: "NextResponse" | "Response" | null;
}

/** A call whose callee becomes the derived one. */
export interface RenamedCall {
  /** The last name of the callee. */
  readonly callee: TextRange;
  /** How the callee gets here: an import is added for the new name, unless it is a member of a namespace. */
  readonly isMember: boolean;
  readonly to: NameInModule;
}

export interface NameInModule {
  readonly file: RepositoryPath;
  readonly name: string;
}

/** A write of the session check, or something that may be one. */
export interface SessionWrite extends SourceLocation {
  readonly operation: string;
}

/** The tenant transaction's own code, as far as the tenant-scoped client is made from it. */
export interface TenantTransactionFacts {
  readonly source: FunctionSource;
  /** Parameter for the tenant, with its type. */
  readonly parameter: string;
  /** The argument for it, as a person would write the call: `tenantId`. */
  readonly tenantName: string;
  readonly client: ClientSource;
  /** Statements before the transaction that check or prepare the tenant. */
  readonly before: readonly TextRange[];
  /** The operations that set the tenant, as text on the plain client; empty if it sets nothing. */
  readonly settings: readonly string[];
  /** Why `settings` cannot be told; null if they can. */
  readonly problem: string | null;
  /** A setting that is not local to the transaction. */
  readonly leak: { readonly line: number; readonly setting: string } | null;
  readonly takenNames: readonly string[];
  /** A function that an earlier run made. */
  readonly existing: NameInModule | null;
}

/** The plain client: an expression in the module of the tenant transaction, and what exports it. */
export interface ClientSource {
  readonly text: string;
  /** Its type: `typeof prisma`. */
  readonly type: string;
  readonly exported: NameInModule | null;
}

/** An export list that has the wrapper's name, and must have the new one too. */
export interface Barrel {
  readonly file: RepositoryPath;
  /** The element of the list that is the wrapper. */
  readonly element: TextRange;
  /** For `import { name } from ...; export { name }`: the module of that import. */
  readonly importsFrom: RepositoryPath | null;
}

/** What there is to do for one wrapper that is declared somewhere. */
export type WrapperFacts = { readonly family: SessionFamily; readonly barrels: readonly Barrel[] } & (
  | { readonly kind: "derived"; readonly functions: readonly DerivedFunction[] }
  | { readonly kind: "existing" }
  | ({ readonly kind: "refused" } & Refusal)
);

export interface Refusal {
  readonly file: RepositoryPath;
  readonly line: number;
  readonly why: string;
}

/** The whole of phase 1 as the syntax shows it. */
export interface ScaffoldFacts {
  readonly wrappers: readonly WrapperFacts[];
  /** Families that no file declares. */
  readonly missing: readonly SessionFamily[];
  /** Null if the application exports none. */
  readonly tenantTransaction: TenantTransactionFacts | null;
  /** Why the tenant transaction cannot be read. */
  readonly tenantTransactionProblem: Refusal | null;
  /** Imports and style of a file; null if there is no such file. */
  readonly factsOf: (file: RepositoryPath) => FileFacts | null;
  /** How a file imports a module. */
  readonly specifierFor: (from: RepositoryPath, target: RepositoryPath) => string;
}
