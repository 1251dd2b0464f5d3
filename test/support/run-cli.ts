import { expect } from "vitest";
import { run } from "../../src/cli/run.ts";
import { fakePipeline } from "./fake-pipeline.ts";
import { commitAll } from "./git.ts";
import { memoryIo, type MemoryIo } from "./memory-io.ts";
import { temporaryTree } from "./temporary-tree.ts";

/** A route file before and after its migration. */
export const legacy: string = `import { withSalesSession } from "@/lib/auth/sales";\n\nexport const GET = (r) => withSalesSession(r, h);\n`;
export const migrated: string = legacy.replace("=> withSalesSession", "=> withSalesSessionV2");
export const orders = "src/app/api/orders/route.ts";
export const skus = "src/app/api/skus/[id]/route.ts";
export const sample: Readonly<Record<string, string>> = { [orders]: legacy, [skus]: legacy };

/** What a command has printed, and its exit code. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

type Settings = Parameters<typeof fakePipeline>[0] & { readonly io?: Partial<MemoryIo> };

/** Runs the command line in a directory, with the analysis that `fakePipeline` stands for. */
export async function cli(root: string, line: readonly string[], settings: Settings = {}): Promise<Ran> {
  const io = memoryIo({ cwd: root, ...settings.io });
  const code = await run(["node", "migrate-sessions", ...line], io, () => Promise.resolve(fakePipeline(settings)));
  return { code, stdout: io.stdout(), stderr: io.stderr() };
}

/** A repository with these files, all of them committed. */
export function committed(files: Readonly<Record<string, string>> = sample): string {
  const root = temporaryTree(files);
  commitAll(root);
  return root;
}

/** Expects that a command could not run, and that it said why. */
export function expectRefusal({ code, stdout, stderr }: Ran, message: string): void {
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(message);
}
