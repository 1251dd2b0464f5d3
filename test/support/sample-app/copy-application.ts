import { cp, mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The sample application in this repository. */
export const SALES_PORTAL: string = join(import.meta.dirname, "../../../fixtures/apps/sales-portal");

const NODE_MODULES = join(import.meta.dirname, "../../../node_modules");

/** A copy of an application in a temporary directory, where its dependencies resolve as in this repository. */
export interface ApplicationCopy {
  root: string;
  remove(): Promise<void>;
}

/** Copies the sample application, generated client included, so that a test may change it. */
export async function copyApplication(source: string = SALES_PORTAL): Promise<ApplicationCopy> {
  const parent = await mkdtemp(join(tmpdir(), "migrate-sessions-app-"));
  const root = join(parent, "sales-portal");
  await mkdir(root);
  await cp(source, root, { recursive: true, filter: (file) => !file.endsWith("/node_modules") });
  await symlink(NODE_MODULES, join(parent, "node_modules"), "junction");
  return { root, remove: () => rm(parent, { recursive: true, force: true }) };
}
