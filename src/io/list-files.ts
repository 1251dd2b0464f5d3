import { globSync, type GlobOptions } from "tinyglobby";
import type { RepositoryPath } from "../model/text.ts";

/** No repository keeps its own source here; left out whatever the caller says, so that no walk ever enters them. */
const neverListed = ["**/node_modules/**", "**/.git/**", "**/.migrate-sessions/**"];

interface ListOptions {
  /** Absolute path of the root. */
  readonly root: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Where the directories are read; the disk if absent. */
  readonly fileSystem?: NonNullable<GlobOptions["fs"]>;
}

/**
 * Files below the root that match, in code-unit order. One directory walk; excluded directories are not entered;
 * symbolic links are neither followed nor listed. Names that start with a dot count: `app/.well-known/route.ts` is a
 * route like any other.
 */
export function listFiles({ root, include, exclude, fileSystem }: ListOptions): readonly RepositoryPath[] {
  if (include.length === 0) return [];
  const files = globSync(include, {
    cwd: root,
    ignore: [...exclude, ...neverListed],
    dot: true,
    expandDirectories: false,
    followSymbolicLinks: false,
    ...(fileSystem === undefined ? {} : { fs: fileSystem }),
  });
  return files.sort();
}
