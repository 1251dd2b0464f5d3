import { readdirSync } from "node:fs";
import { join } from "node:path";
import { loadConfig } from "../../src/config/load-config.ts";
import { memoryWorkspace } from "../../src/io/memory-workspace.ts";
import type { Workspace } from "../../src/io/workspace.ts";
import { applyEdits } from "../../src/plan/apply-edits.ts";
import { planScaffold, type ScaffoldPlan } from "../../src/scaffold/plan-scaffold.ts";
import { readTree } from "../support/temporary-tree.ts";

const directory = join(import.meta.dirname, "../../fixtures/scaffold");

export type Tree = Readonly<Record<string, string>>;

/** Names of the cases under fixtures/scaffold. */
export const cases: readonly string[] = readdirSync(directory);

export interface Outcome {
  readonly plan: ScaffoldPlan;
  /** Files that the plan changes, as they are afterwards. */
  readonly changed: Tree;
  /** The whole application afterwards. */
  readonly after: Tree;
}

export async function initCase(name: string): Promise<Outcome> {
  const root = join(directory, name, "input");
  const { config } = await loadConfig(root);
  return init(readTree(root), config);
}

/** What `init` does to an application that exists only in memory. */
export async function init(files: Tree, config: Parameters<typeof planScaffold>[0]["config"]): Promise<Outcome> {
  const workspace = memoryWorkspace(files);
  const plan = await planScaffold({ workspace, config });
  const changed = applied(plan, workspace);
  return { plan, changed, after: { ...files, ...changed } };
}

/** The same on disk, nothing written. */
export function applied(plan: ScaffoldPlan, workspace: Workspace): Tree {
  return Object.fromEntries(
    plan.files.map(({ file, edits }) => [file, applyEdits(workspace.read(file)?.text ?? "", edits)]),
  );
}

export function expectedOf(name: string): Tree {
  const root = join(directory, name);
  return readdirSync(root).includes("expected") ? readTree(join(root, "expected")) : {};
}
