import { readlinkSync, realpathSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { errorCode } from "../io/error-code.ts";
import type { RepositoryPath } from "../model/text.ts";

/** Where a planned file really is. `outside`: behind a symbolic link that leads out of the root; never written. */
export type WriteTarget =
  | { readonly kind: "inside"; readonly path: string }
  | { readonly kind: "outside"; readonly target: string }
  | { readonly kind: "missing"; readonly path: string };

/**
 * Resolves a planned file, every symbolic link on the way included.
 *
 * @param root the root's real path
 */
export function writeTarget(root: string, file: RepositoryPath): WriteTarget {
  const path = join(root, file);
  const real = realPath(path);
  if (real !== null) return isInside(root, real) ? { kind: "inside", path: real } : outside(root, real);
  // A link to nothing yet: writing through it would create its target.
  const target = orNull(() => readlinkSync(path));
  if (target !== null) return { kind: "outside", target };
  const parent = nearestDirectory(dirname(path));
  return isInside(root, parent) ? { kind: "missing", path } : outside(root, parent);
}

function isInside(root: string, real: string): boolean {
  return real === root || real.startsWith(root.endsWith(sep) ? root : root + sep);
}

function outside(root: string, real: string): WriteTarget {
  return { kind: "outside", target: relative(root, real) };
}

/** The real path of the nearest directory above that exists. */
function nearestDirectory(path: string): string {
  return realPath(path) ?? nearestDirectory(dirname(path));
}

function realPath(path: string): string | null {
  return orNull(() => realpathSync(path));
}

/** Null if there is nothing at the path, or no link. */
function orNull(lookUp: () => string): string | null {
  try {
    return lookUp();
  } catch (error) {
    const code = errorCode(error);
    if (code === "ENOENT" || code === "ENOTDIR" || code === "EINVAL") return null;
    throw error;
  }
}
