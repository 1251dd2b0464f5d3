import { ts } from "ts-morph";
import type { RepositoryPath } from "../../model/text.ts";
import type { Workspace } from "../../io/workspace.ts";
import { readTsconfig } from "./tsconfig.ts";

/**
 * Where an import leads. `file`: a source file of the repository. `asset`: a file that is not source (JSON, CSS).
 * `package`: a bare name that the repository does not have. `missing`: a relative or mapped path to nothing.
 */
type ResolvedModule =
  | { readonly kind: "file"; readonly file: RepositoryPath }
  | { readonly kind: "asset" }
  | { readonly kind: "package"; readonly name: string }
  | { readonly kind: "missing"; readonly specifier: string };

export type ResolveModule = (specifier: string, from: RepositoryPath) => ResolvedModule;

const root = "/";

/**
 * Resolves imports with the compiler's own algorithm, limited to the repository: `node_modules` is not looked at,
 * workspaces are found by the `name` of their package.json. Results are kept.
 */
export function createModuleResolution(workspace: Workspace): ResolveModule {
  const cache = new Map<string, ResolvedModule>();
  const tsconfigs = createTsconfigLookup(workspace);
  const workspaces = lazy(() => workspacePackages(workspace));
  const host = resolutionHost(workspace);

  return (specifier, from) => {
    const directory = directoryOf(from);
    const key = `${directory}\0${specifier}`;
    const known = cache.get(key);
    if (known) return known;
    const resolved = resolve(specifier, from);
    cache.set(key, resolved);
    return resolved;
  };

  function resolve(specifier: string, from: RepositoryPath): ResolvedModule {
    const options = tsconfigs(directoryOf(from));
    const found = ts.resolveModuleName(specifier, root + from, options, host).resolvedModule;
    if (found) return fileOrAsset(found.resolvedFileName);
    if (isRelative(specifier)) return assetOr(workspace, joinPath(directoryOf(from), specifier), specifier);
    return (
      mappedAsset(specifier, options) ??
      workspaceFile(specifier) ??
      conventional(specifier) ??
      bareOrMissing(specifier, options)
    );
  }

  /** `@/lib/x` without a tsconfig that maps it: what the templates of Next.js mean by it. */
  function conventional(specifier: string): ResolvedModule | null {
    const rest = /^[@~]\/(.+)/.exec(specifier)?.[1];
    if (rest === undefined) return null;
    for (const target of [`./src/${rest}`, `./${rest}`]) {
      const found = ts.resolveModuleName(target, `${root}package.json`, bundlerOptions, host).resolvedModule;
      if (found) return fileOrAsset(found.resolvedFileName);
    }
    return null;
  }

  function mappedAsset(specifier: string, options: ts.CompilerOptions): ResolvedModule | null {
    const target = mappedTargets(specifier, options).find((path) => workspace.isFile(path));
    return target === undefined ? null : { kind: "asset" };
  }

  function workspaceFile(specifier: string): ResolvedModule | null {
    for (const [name, directory] of workspaces()) {
      if (specifier !== name && !specifier.startsWith(`${name}/`)) continue;
      const rest = specifier.slice(name.length + 1);
      for (const path of rest ? [rest, `src/${rest}`] : ["src/index", "index", "src/main"]) {
        const target = `./${joinPath(directory, path)}`;
        const found = ts.resolveModuleName(target, `${root}package.json`, bundlerOptions, host).resolvedModule;
        if (found) return fileOrAsset(found.resolvedFileName);
      }
    }
    return null;
  }
}

const bundlerOptions: ts.CompilerOptions = {
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  allowJs: true,
  allowImportingTsExtensions: true,
  resolveJsonModule: true,
};

function fileOrAsset(absolute: string): ResolvedModule {
  const file = absolute.slice(root.length);
  if (file.endsWith(".json") || file.endsWith(".d.ts")) return { kind: "asset" };
  return { kind: "file", file };
}

function assetOr(workspace: Workspace, path: RepositoryPath, specifier: string): ResolvedModule {
  return workspace.isFile(path) ? { kind: "asset" } : { kind: "missing", specifier };
}

/**
 * A name that `paths` maps somewhere and that is not there is missing, and so is one that no package can have. Any other
 * bare name is a package.
 */
function bareOrMissing(specifier: string, options: ts.CompilerOptions): ResolvedModule {
  const isMissing = !packageSpecifier.test(specifier) || mappedTargets(specifier, options).length > 0;
  return isMissing ? { kind: "missing", specifier } : { kind: "package", name: specifier };
}

/** What can be the name of a package, with what is asked of it behind a slash (npm: "package.json", `name`). */
const packageSpecifier = /^(?:node:|bun:)?(?:@[a-z0-9-][\w.~-]*\/)?[a-z0-9][\w.~-]*(?:\/.*)?$/i;

function mappedTargets(specifier: string, options: ts.CompilerOptions): readonly RepositoryPath[] {
  for (const [pattern, targets] of Object.entries(options.paths ?? {})) {
    const [prefix = "", suffix] = pattern.split("*");
    if (suffix === undefined ? specifier !== pattern : !specifier.startsWith(prefix)) continue;
    // `"*": ["./*"]` maps every package name too.
    if (prefix === "" && suffix !== undefined) continue;
    const rest = suffix === undefined ? "" : specifier.slice(prefix.length);
    // Set by the compiler when it reads `paths`: the directory of the tsconfig that has them.
    const base = typeof options.pathsBasePath === "string" ? options.pathsBasePath.slice(root.length) : "";
    return targets.map((target) => joinPath(base, target.replace("*", rest)));
  }
  return [];
}

/** Compiler options that matter for resolution, from the nearest tsconfig.json or jsconfig.json upwards. */
function createTsconfigLookup(workspace: Workspace): (directory: RepositoryPath) => ts.CompilerOptions {
  const byDirectory = new Map<RepositoryPath, ts.CompilerOptions>();
  return function lookup(directory): ts.CompilerOptions {
    const known = byDirectory.get(directory);
    if (known) return known;
    const own = readTsconfig(workspace, directory);
    const options = own
      ? { ...own, ...bundlerOptions }
      : directory === ""
        ? bundlerOptions
        : lookup(directoryOf(directory));
    byDirectory.set(directory, options);
    return options;
  };
}

function resolutionHost(workspace: Workspace): ts.ModuleResolutionHost {
  const inside = (path: string): boolean => !path.includes("/node_modules");
  return {
    fileExists: (path) => inside(path) && workspace.isFile(path.slice(root.length)),
    directoryExists: (path) => inside(path) && (path === root || workspace.isDirectory(path.slice(root.length))),
    readFile: (path) => (inside(path) ? workspace.read(path.slice(root.length))?.text : undefined),
    getCurrentDirectory: () => root,
    useCaseSensitiveFileNames: true,
  };
}

/** Names and directories of the workspace packages of a monorepo; longest name first. */
function workspacePackages(workspace: Workspace): readonly (readonly [string, RepositoryPath])[] {
  if (!declaresWorkspaces(workspace)) return [];
  const manifests = workspace.list(["**/package.json"], ["**/node_modules/**"]);
  const named = manifests.flatMap((file): (readonly [string, RepositoryPath])[] => {
    const name = packageName(workspace.read(file)?.text ?? "");
    return name ? [[name, directoryOf(file)]] : [];
  });
  return named.sort((a, b) => b[0].length - a[0].length);
}

/** Looking for packages walks the whole tree: only where there can be some. */
function declaresWorkspaces(workspace: Workspace): boolean {
  const hasFile = ["pnpm-workspace.yaml", "lerna.json", "rush.json"].some((file) => workspace.isFile(file));
  const hasFolder = ["packages", "libs", "modules"].some((folder) => workspace.isDirectory(folder));
  return hasFile || hasFolder || /"workspaces"\s*:/.test(workspace.read("package.json")?.text ?? "");
}

function packageName(manifest: string): string | null {
  return /"name"\s*:\s*"([^"]+)"/.exec(manifest)?.[1] ?? null;
}

function isRelative(specifier: string): boolean {
  return specifier.startsWith("./") || specifier.startsWith("../") || specifier === "." || specifier === "..";
}

export function directoryOf(path: RepositoryPath): RepositoryPath {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "" : path.slice(0, slash);
}

/** Joins and normalises; `..` beyond the root stays at the root. */
function joinPath(directory: RepositoryPath, path: string): RepositoryPath {
  const parts: string[] = [];
  for (const part of `${directory}/${path}`.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

function lazy<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
