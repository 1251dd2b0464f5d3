import { readFileSync } from "node:fs";
import { globSync } from "tinyglobby";
import { join } from "node:path";
import { defaultConfig } from "../../../src/config/default-config.ts";
import { memoryWorkspace } from "../../../src/io/memory-workspace.ts";
import { applyEdits } from "../../../src/plan/apply-edits.ts";
import { planScaffold } from "../../../src/scaffold/plan-scaffold.ts";
import { SALES_PORTAL } from "../sample-app/copy-application.ts";

export type Files = Readonly<Record<string, string>>;

/** What a generated handler needs of the sample application, after phase 1: no handler of its own. */
export async function applicationFiles(): Promise<Files> {
  const paths = globSync(["src/lib/**/*.ts", "package.json", "tsconfig.json", "prisma/**/*"], { cwd: SALES_PORTAL });
  const files = Object.fromEntries(
    paths.toSorted().map((path) => [path, readFileSync(join(SALES_PORTAL, path), "utf8")]),
  );
  const { files: planned } = await planScaffold({ workspace: memoryWorkspace(files), config: defaultConfig });
  const changed = planned.map(({ file, edits, create }) => [file, create ?? applyEdits(files[file] ?? "", edits)]);
  return { ...files, ...(Object.fromEntries(changed) as Files) };
}
