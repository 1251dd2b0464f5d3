import { execFile } from "node:child_process";
import { cp, mkdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import type { GeneratedApplication } from "./generate.ts";
import { checkout } from "./checkout.ts";

/** Where `prisma generate` puts the client, relative to the application's root. */
export const generatedClient = "src/generated/prisma";

/**
 * Writes a generated application into a folder, so that it type-checks there: the packages are those of the checkout,
 * through a link. The Prisma client is copied from `clientFrom` (another application of this benchmark) or generated.
 */
export async function writeApplication(
  application: GeneratedApplication,
  root: string,
  clientFrom?: string,
): Promise<void> {
  const folders = new Set([...application.files.keys()].map((file) => path.join(root, path.dirname(file))));
  for (const folder of folders) await mkdir(folder, { recursive: true });
  for (const [file, text] of application.files) await writeFile(path.join(root, file), text);
  await symlink(path.join(checkout, "node_modules"), path.join(root, "node_modules"), "junction");
  if (clientFrom === undefined) await generateClient(root);
  else await cp(path.join(clientFrom, generatedClient), path.join(root, generatedClient), { recursive: true });
}

/**
 * Runs `prisma generate`. The version 7 client needs no schema engine, but the command asks for one and would download
 * it: any existing file satisfies it (https://www.prisma.io/docs/orm/reference/environment-variables-reference).
 */
async function generateClient(root: string): Promise<void> {
  const cli = path.join(checkout, "node_modules/prisma/build/index.js");
  const environment = { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: "1" };
  await promisify(execFile)(process.execPath, [cli, "generate", "--schema", "prisma/schema.prisma", "--no-hints"], {
    cwd: root,
    env: { ...process.env, ...environment },
  });
}
