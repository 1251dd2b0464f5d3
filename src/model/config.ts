/** The configuration as it is used: defaults applied, every key present. */
export interface ResolvedConfig {
  readonly sessions: readonly SessionFamily[];
  readonly tenantTransaction: { readonly name: string; readonly module: string | null };
  /** Globs relative to the root. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly prisma: { readonly schema: string; readonly migrations: string };
  /** `keep`: what commits today commits after; `rollback`: partial work of a failing `try` is rolled back (DESIGN.md 6). */
  readonly atomicity: "keep" | "rollback";
}

/** One wrapper family. */
export interface SessionFamily {
  readonly legacy: string;
  /** Null: analysed and reported, not rewritten. */
  readonly replacement: string | null;
  /** Module specifier or repository path that exports the wrapper; null: found in the code. */
  readonly module: string | null;
  /** Index of the handler argument; null: read from the wrapper's declaration. */
  readonly handlerArgument: number | null;
  /** Where the handler's parameters carry the client: `param:0.db`; null: read from the declaration. */
  readonly client: string | null;
}
