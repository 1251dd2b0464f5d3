import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "../../../src/cli/run.ts";
import { defaultConfig } from "../../../src/config/default-config.ts";
import { diskWorkspace } from "../../../src/io/disk-workspace.ts";
import type { MigrationResult } from "../../../src/model/plan.ts";
import { analyseRepository } from "../../../src/pipeline.ts";
import { markHandlers } from "../../../src/verify/copies/mark-handlers.ts";
import { memoryIo } from "../memory-io.ts";
import { type ApplicationCopy, copyApplication } from "../sample-app/copy-application.ts";
import type { CleanUp } from "../../../src/verify/setup/clean-up.ts";

/** The sales portal in both versions, each in a copy whose handlers are marked. */
export interface MarkedCopies {
  readonly legacy: ApplicationCopy;
  readonly migrated: ApplicationCopy;
  /** What the tool found in the legacy version. */
  readonly analysis: MigrationResult;
}

/** Copies the sales portal, migrates one copy with all that can be rewritten (tiers auto and review), and marks both. */
export async function markedCopies(cleanUp: CleanUp): Promise<MarkedCopies> {
  const legacy = cleanUp.add(await copyApplication(), (copy) => copy.remove());
  const migrated = cleanUp.add(await copyApplication(), (copy) => copy.remove());
  await migrate(migrated.root);
  const analysis = await mark(legacy.root);
  await mark(migrated.root);
  return { legacy, migrated, analysis };
}

async function migrate(root: string): Promise<void> {
  for (const line of [["init"], ["run", "--phase", "all", "--include-review"]]) {
    const io = memoryIo({ cwd: root });
    const code = await run(["node", "migrate-sessions", ...line], io);
    if (code !== 0) throw new Error(`migrate-sessions ${line.join(" ")} ended with ${code}:\n${io.stderr()}`);
  }
}

async function mark(root: string): Promise<MigrationResult> {
  const workspace = diskWorkspace(root);
  const { handlers, diagnostics } = await analyseRepository({ workspace, config: defaultConfig });
  const texts = markHandlers(handlers, (file) => workspace.read(file)?.text ?? null);
  await Promise.all([...texts].map(([file, text]) => writeFile(join(root, file), text)));
  return { handlers, diagnostics };
}
