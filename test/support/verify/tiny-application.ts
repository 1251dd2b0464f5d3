import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ApplicationOptions } from "../../../src/verify/model/application.ts";
import type { HandlerRequest } from "../../../src/verify/model/request.ts";

const NODE_MODULES = join(import.meta.dirname, "../../../node_modules");

/** Writes an application into a temporary directory, where its dependencies are the ones of this repository. */
export async function writeApplication(
  files: Readonly<Record<string, string>>,
  dependencies: string = NODE_MODULES,
): Promise<{ root: string; remove: () => Promise<void> }> {
  const root = await mkdtemp(join(tmpdir(), "migrate-sessions-tiny-"));
  for (const [file, text] of Object.entries({ "package.json": "{}", ...files })) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  }
  await symlink(dependencies, join(root, "node_modules"), "junction");
  return { root, remove: () => rm(root, { recursive: true, force: true }) };
}

/** Options with which nothing but the root has to be said. */
export function optionsFor(root: string, given: Partial<ApplicationOptions> = {}): ApplicationOptions {
  return {
    root,
    databaseUrl: "postgresql://nobody@127.0.0.1:1/none",
    urlVariable: "DATABASE_URL",
    now: "2025-05-07T10:00:00.000Z",
    environment: {},
    replacements: {},
    timeout: 20_000,
    openTransactions: () => 0,
    ...given,
  };
}

/** A GET request to an export of a file, with changes. */
export function requestTo(
  file: string,
  exported: string,
  given: Partial<Omit<HandlerRequest, "target">> = {},
): HandlerRequest {
  const kind = file.endsWith("route.ts") ? "route" : exported === "default" ? "page" : "action";
  return {
    name: `${file} ${exported}`,
    target: { file, exported, kind },
    method: exported,
    url: "https://tiny.invalid/somewhere?a=1&b=2&b=3",
    headers: {},
    body: null,
    params: {},
    form: null,
    external: [],
    ...given,
  };
}
