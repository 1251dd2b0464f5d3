import type { Analysis, Pipeline, ScaffoldPlan } from "../../src/cli/pipeline.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import type { Workspace } from "../../src/io/workspace.ts";
import type { Plan, PlannedFile, PlannedHandler } from "../../src/model/plan.ts";
import { planOf, tool } from "./plans.ts";

const legacy = /\bwithSalesSession\(/g;

interface FakeSettings {
  readonly diagnostics?: readonly Diagnostic[];
  /** What `init` creates. */
  readonly scaffold?: readonly PlannedFile[];
}

/**
 * Stands for the analysis: every `route.ts` whose text calls `withSalesSession` is a legacy handler without writes, and
 * the migration puts `V2` after the name. Ids are `file#GET`.
 */
export function fakePipeline({ diagnostics = [], scaffold = [] }: FakeSettings = {}): Pipeline {
  let workspace: Workspace | null = null;
  return {
    async analyseRepository(input) {
      workspace = input.workspace;
      const files = workspace.list(input.config.include, input.config.exclude);
      files.forEach((_, index) => input.onProgress?.("reading", index + 1, files.length));
      const handlers = files.flatMap((file) => handlerOf(file, input.workspace.read(file)?.text ?? ""));
      return Promise.resolve<Analysis>({ handlers, diagnostics, files: [], sharedFiles: [] });
    },
    planMigration(analysis, { only, limit }) {
      const selected = analysis.handlers
        .filter(({ id, state }) => state === "legacy" && (only.length === 0 || only.includes(id)))
        .slice(0, limit ?? undefined);
      return planOf(...selected.flatMap((handler) => migrationOf(handler, workspace)));
    },
    async planScaffold() {
      const plan: Plan = { version: 1, tool, kind: "scaffold", files: scaffold };
      return Promise.resolve<ScaffoldPlan>({ ...plan, diagnostics });
    },
  };
}

function handlerOf(file: string, text: string): readonly PlannedHandler[] {
  const isLegacy = text.search(legacy) !== -1;
  if (!isLegacy && !text.includes("withSalesSessionV2(")) return [];
  const handler: PlannedHandler = {
    id: `${file}#GET`,
    file,
    line: 1,
    method: "GET",
    route: null,
    wrapper: "withSalesSession",
    handlerArgument: null,
    state: isLegacy ? "legacy" : "migrated",
    classification: "read",
    effects: [],
    externalCalls: [],
    tier: isLegacy ? "auto" : "done",
    phase: 2,
    risk: "low",
    riskFactors: ["no writes"],
    regions: [],
    reasons: [],
    edits: [],
    needs: { renamesCall: isLegacy, tenantTransaction: false, bodyFile: null },
  };
  return [handler];
}

function migrationOf({ id, file }: PlannedHandler, workspace: Workspace | null): readonly PlannedFile[] {
  const found = workspace?.read(file);
  if (found === undefined || found === null) return [];
  const edits = Array.from(found.text.matchAll(legacy), ({ index }) => {
    const at = index + "withSalesSession".length;
    return { file, start: at, end: at, text: "V2" };
  });
  return [{ file, hash: found.hash, handlers: [id], edits }];
}
