import type { ApplicationFacts, RepositoryAnalysis } from "../analyse/repository-analysis.ts";
import { diagnostic } from "../diagnostics/create.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { BodyFacts } from "../model/body.ts";
import type { ResolvedConfig } from "../model/config.ts";
import type { HandlerFacts } from "../model/handler.ts";
import type { PlannedExternalCall, PlannedHandler } from "../model/plan.ts";
import type { RepositoryPath, TextRange } from "../model/text.ts";
import { type BodyPlan, planBody } from "./body.ts";
import { type LineIndex, lineIndex } from "./line-index.ts";
import { assessRisk } from "./risk.ts";
import { riskInput } from "./risk-input.ts";
import { sortedReasons, tierOf } from "./tier.ts";

/** What planning needs beside the analysis. */
export interface PlanningInput {
  readonly analysis: RepositoryAnalysis;
  readonly config: ResolvedConfig;
  /** Text of every file in `analysis.files`. */
  readonly texts: ReadonlyMap<RepositoryPath, string>;
  /** How the file of a handler function calls the tenant transaction. */
  readonly tenantNames: ReadonlyMap<RepositoryPath, string>;
}

/** Decides for every handler what happens to it. Pure: the same facts give the same plan. */
export function planHandlers(input: PlanningInput): readonly PlannedHandler[] {
  const lines = new Map([...input.texts].map(([file, text]) => [file, lineIndex(text)]));
  return input.analysis.handlers.map((handler) => planHandler(input, handler, lines));
}

function planHandler(
  input: PlanningInput,
  handler: HandlerFacts,
  lines: ReadonlyMap<RepositoryPath, LineIndex>,
): PlannedHandler {
  const before = [...handler.diagnostics, ...obstacles(input, handler)];
  const isOpen = tierOf(handler.state, before) === "auto" || tierOf(handler.state, before) === "review";
  const body = handler.body && isOpen ? planned(input, handler, handler.body) : null;
  const reasons = sortedReasons([...before, ...(body?.diagnostics ?? [])]);
  const tier = tierOf(handler.state, reasons);
  const isRewritten = tier === "auto" || tier === "review";
  const externalCalls = externalPositions(handler, body);
  const { risk, factors } = assessRisk(riskInput(handler, externalCalls));
  return {
    id: handler.id,
    file: handler.file,
    line: handler.line,
    method: handler.method,
    route: handler.route,
    wrapper: handler.wrapper,
    handlerArgument: handler.handlerArgument,
    state: handler.state,
    classification: handler.classification,
    effects: handler.effects,
    externalCalls,
    tier,
    phase: handler.classification === "none" || handler.classification === "read" ? 2 : 3,
    risk,
    riskFactors: factors,
    regions: regionLines(handler.body, body?.regions ?? [], lines),
    reasons,
    edits: isRewritten ? (body?.edits ?? []) : [],
    needs: {
      renamesCall: isRewritten,
      tenantTransaction: isRewritten && (body?.usesTenantTransaction ?? false),
      bodyFile: handler.body?.file ?? null,
    },
  };
}

/** What stands in the way whatever the region would be. */
function obstacles({ analysis, config }: PlanningInput, handler: HandlerFacts): readonly Diagnostic[] {
  if (handler.state === "migrated") return [];
  const found: Diagnostic[] = [];
  const family = config.sessions.find(({ legacy }) => legacy === handler.wrapper);
  if (!family || family.replacement === null) found.push(diagnostic("MS1008", handler, { wrapper: handler.wrapper }));
  const { needsRegion, bodySharedBy } = handler;
  if (needsRegion && bodySharedBy > 1) found.push(diagnostic("MS1004", handler, { calls: bodySharedBy }));
  if (needsRegion && !analysis.application.tenantTransaction) {
    found.push(diagnostic("MS1009", handler, { name: config.tenantTransaction.name }));
  }
  return found;
}

function planned(input: PlanningInput, handler: HandlerFacts, body: BodyFacts): BodyPlan {
  const { application } = input.analysis;
  const text = input.texts.get(body.file) ?? "";
  return planBody(body, text, {
    tenantTransaction: input.tenantNames.get(body.file) ?? input.config.tenantTransaction.name,
    acceptsOptions: application.tenantTransaction?.acceptsOptions ?? false,
    atomicity: input.config.atomicity,
    ...prismaOptions(application),
    wrapper: handler.wrapper,
    lineOf: lineIndex(text).lineOf,
  });
}

function prismaOptions(application: ApplicationFacts): {
  transactionClientHasTransaction: boolean;
  prismaVersion: string | null;
} {
  return { transactionClientHasTransaction: application.nestedTransactions, prismaVersion: application.prismaVersion };
}

function externalPositions(handler: HandlerFacts, plan: BodyPlan | null): readonly PlannedExternalCall[] {
  const { body } = handler;
  if (!body || !plan) return handler.externalCalls.map((call) => ({ ...call, position: "no-region" }));
  return body.sites.flatMap((site, index) =>
    site.externalCalls.map((call) => ({ ...call, position: plan.externalPositions[index] ?? "no-region" })),
  );
}

function regionLines(
  body: BodyFacts | null,
  regions: readonly TextRange[],
  lines: ReadonlyMap<RepositoryPath, LineIndex>,
): PlannedHandler["regions"] {
  const index = body ? lines.get(body.file) : undefined;
  if (!index) return [];
  return regions.map(({ start, end }) => ({ startLine: index.lineOf(start), endLine: index.lineOf(end) }));
}
