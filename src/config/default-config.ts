import type { ResolvedConfig, SessionFamily } from "../model/config.ts";

/** The globs of source files, also what an `include` entry that names a directory stands for. */
export const sourceFiles = "**/*.{ts,tsx,js,jsx,mts,cts,mjs,cjs}";

/**
 * Build output, caches and generated code. `dist`, `build`, `out` and `coverage` only where tools put them, at the top
 * of the repository or of a workspace package: below `app/` these are names of routes.
 */
const defaultExclude: readonly string[] = [
  "**/node_modules/**",
  "**/.{git,next,turbo,vercel,yarn,cache,open-next,migrate-sessions}/**",
  "{dist,build,out,coverage}/**",
  "{apps,packages}/*/{dist,build,out,coverage}/**",
  "{generated,src/generated}/**",
  "**/generated/prisma/**",
  "**/*.d.{ts,mts,cts}",
];

/** What a repository gets that has no configuration file: the names of the proposal. */
export const defaultConfig: ResolvedConfig = {
  sessions: [family({ legacy: "withSalesSession", replacement: "withSalesSessionV2" })],
  tenantTransaction: { name: "withTenant", module: null },
  include: [sourceFiles],
  exclude: defaultExclude,
  prisma: { schema: "prisma/schema.prisma", migrations: "prisma/migrations" },
  atomicity: "keep",
};

/** A wrapper family, with null for everything that is to be found in the code. */
export function family(known: Partial<SessionFamily> & Pick<SessionFamily, "legacy">): SessionFamily {
  return { replacement: null, module: null, handlerArgument: null, client: null, ...known };
}
