/** The configuration as a person writes it; docs/configuration.md has every key. */
export interface Config {
  /** The wrapper families to migrate; `withSalesSession` to `withSalesSessionV2` if absent. */
  readonly sessions?: readonly SessionConfig[] | undefined;
  /** The function that opens the tenant transaction; `withTenant` if absent. */
  readonly tenantTransaction?: TenantTransactionConfig | undefined;
  /** Files and globs, relative to the root, in which handlers and their helpers are looked for. */
  readonly include?: readonly string[] | undefined;
  /** Files and globs to leave out, beside build output, dependencies and generated code. */
  readonly exclude?: readonly string[] | undefined;
  readonly prisma?: PrismaConfig | undefined;
  /**
   * What happens to the partial work of a `try` whose error is swallowed. `"keep"` (the default): it is committed, as
   * today. `"rollback"`: it is rolled back.
   */
  readonly atomicity?: "keep" | "rollback" | undefined;
}

export interface SessionConfig {
  /** Name of the wrapper that opens one transaction for the whole request. */
  readonly legacy: string;
  /** Name of the wrapper to migrate to; absent: the family is analysed and reported, not rewritten. */
  readonly replacement?: string | undefined;
  /** Module that exports both, as an import specifier or a path from the root; absent: found in the code. */
  readonly module?: string | undefined;
  /** Which argument of the wrapper is the handler, counted from 0; absent: read from the wrapper's declaration. */
  readonly handlerArgument?: number | undefined;
  /** Where the handler gets the client: `"param:0"`, `"param:0.db"`; absent: read from the wrapper's declaration. */
  readonly client?: string | undefined;
}

export interface TenantTransactionConfig {
  readonly name?: string | undefined;
  /** Import specifier, or path from the root; absent: found in the code. */
  readonly module?: string | undefined;
}

export interface PrismaConfig {
  /** Schema file or directory, relative to the root; `prisma/schema.prisma` if absent. */
  readonly schema?: string | undefined;
  /** Directory of the SQL migrations, relative to the root; `prisma/migrations` if absent. */
  readonly migrations?: string | undefined;
}

/** Gives a configuration file its types: `export default defineConfig({ ... })`. Returns what it is given. */
export function defineConfig(config: Config): Config {
  return config;
}
