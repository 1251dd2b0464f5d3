import type { ResolvedConfig } from "../model/config.ts";
import { defaultConfig, family, sourceFiles } from "./default-config.ts";
import type { Config, SessionConfig } from "./define-config.ts";

/** Fills in the defaults. `exclude` adds to the default one; everything else replaces it. */
export function resolveConfig(config: Config): ResolvedConfig {
  return {
    sessions: config.sessions?.map(resolveSession) ?? defaultConfig.sessions,
    tenantTransaction: {
      name: config.tenantTransaction?.name ?? defaultConfig.tenantTransaction.name,
      module: modulePath(config.tenantTransaction?.module),
    },
    include: config.include?.map(filesOf) ?? defaultConfig.include,
    exclude: [...defaultConfig.exclude, ...(config.exclude ?? []).map(everythingIn)],
    prisma: {
      schema: relative(config.prisma?.schema ?? defaultConfig.prisma.schema),
      migrations: relative(config.prisma?.migrations ?? defaultConfig.prisma.migrations),
    },
    atomicity: config.atomicity ?? defaultConfig.atomicity,
  };
}

function resolveSession(session: SessionConfig): ResolvedConfig["sessions"][number] {
  return family({
    legacy: session.legacy,
    replacement: session.replacement ?? null,
    module: modulePath(session.module),
    handlerArgument: session.handlerArgument ?? null,
    client: session.client ?? null,
  });
}

function modulePath(module: string | undefined): string | null {
  return module === undefined ? null : relative(module);
}

/** A directory stands for the source files in it. */
function filesOf(entry: string): string {
  const path = relative(entry);
  return isDirectoryName(path) ? `${path}/${sourceFiles}` : path;
}

function everythingIn(entry: string): string {
  const path = relative(entry);
  return isDirectoryName(path) ? `${path}/**` : path;
}

/** True for `src` and `src/app/(sales)`: no extension, no wildcard. */
function isDirectoryName(path: string): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return !/[*?{!]/.test(path) && !/.\.[^.]+$/.test(name);
}

/** Without `./` in front and `/` at the end. */
function relative(path: string): string {
  return path.replace(/^(\.\/)+/, "").replace(/(?<=.)\/+$/, "");
}
