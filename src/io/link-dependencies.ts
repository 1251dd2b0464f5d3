import { copyFileSync, existsSync, mkdirSync, readdirSync, realpathSync, statSync, symlinkSync } from "node:fs";
import { dirname, isAbsolute, join, relative, sep } from "node:path";
import type { RepositoryPath } from "../model/text.ts";
import type { CopyRoute } from "./copy-files.ts";

const name = "node_modules";

/**
 * Gives a copy of a repository the dependencies that are installed in the repository: each `node_modules` becomes a link
 * to the installed one. Where packages of the repository itself are installed as links, these lead into the copy.
 *
 * @param directories those of the repository, relative to its top, that may have dependencies
 * @returns the packages of the repository that are linked, by their directory
 */
export function linkDependencies(route: CopyRoute, directories: readonly RepositoryPath[]): readonly RepositoryPath[] {
  const linked = directories.flatMap((directory) => {
    const installed = join(route.from, directory, name);
    return isDirectory(installed) ? linkModules(route, realpathSync(installed), join(route.to, directory, name)) : [];
  });
  linkOuterModules(route);
  return [...new Set(linked)].sort();
}

/** Dependencies may be installed above the repository, too. */
function linkOuterModules({ from, to }: CopyRoute): void {
  for (let at = dirname(from); at !== dirname(at); at = dirname(at)) {
    const installed = join(at, name);
    if (!isDirectory(installed)) continue;
    symlinkSync(installed, join(dirname(to), name), "junction");
    return;
  }
}

function linkModules(route: CopyRoute, installed: string, target: string): readonly RepositoryPath[] {
  // A repository that keeps its dependencies in git has them in the copy already.
  if (existsSync(target)) return [];
  const local = localPackages(route.from, installed);
  if (local.size === 0) {
    mkdirSync(dirname(target), { recursive: true });
    symlinkSync(installed, target, "junction");
    return [];
  }
  mkdirSync(target, { recursive: true });
  for (const entry of readdirSync(installed)) {
    linkEntry(route, { installed, target, entry, local });
  }
  return [...local.values()];
}

interface Entry {
  readonly installed: string;
  readonly target: string;
  readonly entry: string;
  /** Directories in the repository by the package's name. */
  readonly local: ReadonlyMap<string, RepositoryPath>;
}

function linkEntry(route: CopyRoute, { installed, target, entry, local }: Entry): void {
  const own = local.get(entry);
  const isScopeOfLocal = [...local.keys()].some((key) => key.startsWith(`${entry}/`));
  if (own !== undefined) symlinkSync(join(route.to, own), join(target, entry), "junction");
  else if (isScopeOfLocal) linkScope(route, { installed, target, entry, local });
  else linkOrCopy(join(installed, entry), join(target, entry));
}

function linkScope(route: CopyRoute, { installed, target, entry, local }: Entry): void {
  mkdirSync(join(target, entry));
  for (const member of readdirSync(join(installed, entry))) {
    linkEntry(route, { installed, target, entry: `${entry}/${member}`, local });
  }
}

/** Windows lets everybody link directories, but not files. */
function linkOrCopy(source: string, target: string): void {
  if (isDirectory(source)) symlinkSync(source, target, "junction");
  else if (existsSync(source)) copyFileSync(source, target);
}

/** Packages in a `node_modules` that are directories of the repository itself: `@acme/shared` is `packages/shared`. */
function localPackages(top: string, installed: string): ReadonlyMap<string, RepositoryPath> {
  const found = new Map<string, RepositoryPath>();
  for (const key of packageNames(installed)) {
    const path = relative(top, realPath(join(installed, key)));
    const segments = path.split(sep);
    const isOwn = path !== "" && segments[0] !== ".." && !isAbsolute(path) && !segments.includes(name);
    if (isOwn) found.set(key, segments.join("/"));
  }
  return found;
}

function packageNames(installed: string): readonly string[] {
  return readdirSync(installed, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isSymbolicLink()) return [entry.name];
    if (!entry.isDirectory() || !entry.name.startsWith("@")) return [];
    const members = readdirSync(join(installed, entry.name), { withFileTypes: true });
    return members.filter((member) => member.isSymbolicLink()).map((member) => `${entry.name}/${member.name}`);
  });
}

function realPath(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
