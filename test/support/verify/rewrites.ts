import { defaultConfig } from "../../../src/config/default-config.ts";
import { memoryWorkspace } from "../../../src/io/memory-workspace.ts";
import type { PlannedHandler } from "../../../src/model/plan.ts";
import { analyseRepository, planMigration } from "../../../src/pipeline.ts";
import { applyEdits } from "../../../src/plan/apply-edits.ts";
import { markHandlers } from "../../../src/verify/copies/mark-handlers.ts";
import type { Files } from "../generated/application-files.ts";

/** A legacy handler and a rewrite of it, in a file of their own: modules stay loaded. */
export interface Rewrite {
  readonly route: string;
  readonly legacy: string;
  /** Null for what the tool makes of it. */
  readonly rewritten: string | null;
}

/** A rewrite, ready to be run beside its legacy handler. */
export interface RunnableRewrite {
  /** As the tool plans the legacy handler. */
  readonly handler: PlannedHandler;
  /** What the tool or the mistake made of it. */
  readonly text: string;
  /** The file in both versions, marked. */
  readonly marked: { readonly legacy: Files; readonly migrated: Files };
}

/** Plans all legacy handlers, and marks them and their rewrites; by route. */
export async function runnableRewrites(
  application: Files,
  rewrites: readonly Rewrite[],
): Promise<ReadonlyMap<string, RunnableRewrite>> {
  const before = Object.fromEntries(rewrites.map(({ route, legacy }) => [route, legacy]));
  const analysis = await analyse(application, before);
  const plan = planMigration(analysis, { phase: "all", only: [], limit: null, includeReview: true });
  const own = new Map(plan.files.map(({ file, edits }) => [file, applyEdits(before[file] ?? "", edits)]));
  const after = Object.fromEntries(
    rewrites.map(({ route, rewritten }) => [route, rewritten ?? own.get(route) ?? before[route] ?? ""]),
  );
  const legacy = { ...before, ...marks(analysis.handlers, before) };
  const migrated = { ...after, ...marks((await analyse(application, after)).handlers, after) };
  return new Map(
    rewrites.map(({ route }) => {
      const handler = analysis.handlers.find(({ file }) => file === route);
      if (handler === undefined) throw new Error(`The tool finds no handler in ${route}`);
      const marked = { legacy: { [route]: legacy[route] ?? "" }, migrated: { [route]: migrated[route] ?? "" } };
      return [route, { handler, text: after[route] ?? "", marked }];
    }),
  );
}

function analyse(application: Files, files: Files): ReturnType<typeof analyseRepository> {
  return analyseRepository({ workspace: memoryWorkspace({ ...application, ...files }), config: defaultConfig });
}

function marks(handlers: readonly PlannedHandler[], files: Files): Files {
  return Object.fromEntries(
    markHandlers(
      handlers.filter(({ file }) => file in files),
      (file) => files[file] ?? null,
    ),
  );
}
