import { consequenceOf } from "../../../src/diagnostics/consequence.ts";
import type { Diagnostic } from "../../../src/diagnostics/diagnostic.ts";
import type { PlannedHandler } from "../../../src/model/plan.ts";
import { describeFault } from "../../../src/verify/campaign/describe-fault.ts";
import type { CampaignFault } from "../../../src/verify/campaign/faults.ts";
import { judgeHandlers } from "../../../src/verify/campaign/judge.ts";
import type { RequestResult } from "../../../src/verify/campaign/request-result.ts";
import { type CampaignOptions, runRequest } from "../../../src/verify/campaign/run-request.ts";
import { renderDifference } from "../../../src/verify/compare/render.ts";
import { markHandlers } from "../../../src/verify/copies/mark-handlers.ts";
import type { Files } from "./application-files.ts";
import { requestsFor } from "./generated-requests.ts";
import type { Lane } from "./lanes.ts";
import { type Migrated, planHandler } from "./plan-handler.ts";
import type { Rendered } from "./render/render-program.ts";

/** What one handler showed. */
export interface Examination {
  readonly handler: PlannedHandler;
  readonly results: readonly RequestResult[];
  /** What is wrong; null if nothing is. */
  readonly problem: Problem | null;
  readonly migrated: Files;
}

interface Problem {
  /** The same for problems that look alike: what was to fail, and what was promised. */
  readonly kind: string;
  /** For a person. */
  readonly text: string;
}

export interface ExaminationPlace {
  readonly application: Files;
  readonly lane: Lane;
  readonly options: CampaignOptions;
  /** Takes the place of what the tool makes of the route: a deliberate mistake. */
  readonly instead?: string;
}

/** Plans a generated handler, runs both versions with every step failing, and judges them. */
export async function examine(
  { application, lane, options, instead }: ExaminationPlace,
  rendered: Rendered,
): Promise<Examination> {
  const planned = await planHandler(application, rendered.files, rendered.route);
  const { handler } = planned;
  const wrong = instead === undefined ? {} : { [rendered.route]: instead };
  const migrated = { ...rendered.files, ...planned.changed, ...wrong };
  const problem = staticProblem(handler, rendered);
  if (problem !== null || handler.tier === "manual" || handler.tier === "error")
    return { handler, results: [], problem, migrated };
  await lane.put("legacy", marked([handler], rendered.files));
  const after: Migrated = await planHandler(application, migrated, rendered.route);
  await lane.put("migrated", marked([after.handler], migrated));
  const results: RequestResult[] = [];
  for (const request of requestsFor(rendered.route)) results.push(await runRequest(lane.stage, request, options));
  return { handler, results, problem: runProblem(handler, results), migrated };
}

function marked(handlers: readonly PlannedHandler[], files: Files): Files {
  return { ...files, ...Object.fromEntries(markHandlers(handlers, (file) => files[file] ?? null)) };
}

const weights = { none: 0, read: 1, write: 2, unknown: 3 } as const;

/** What the making of the program knows and the analysis does not. */
function staticProblem(handler: PlannedHandler, { operations }: Rendered): Problem | null {
  const least = operations.some(({ does }) => does !== "read") ? "write" : operations.length > 0 ? "read" : "none";
  if (weights[handler.classification] < weights[least])
    return { kind: "class", text: `It is a ${least} handler, and is called ${handler.classification}` };
  if (handler.tier !== "error") return null;
  return { kind: "error", text: `The analysis failed: ${codesOf(handler.reasons).join(", ")}` };
}

function runProblem(handler: PlannedHandler, results: readonly RequestResult[]): Problem | null {
  const [judgement] = judgeHandlers([handler], results);
  if (!judgement) throw new Error(`${handler.id} was not judged`);
  const { verification, unexpected, broken } = judgement;
  const [first] = unexpected;
  if (first) {
    const text = renderDifference({
      handlers: [`${handler.id} (${handler.tier}: ${codesOf(handler.reasons).join(" ") || "no reason"})`],
      request: first.result.request.name,
      fault: first.fault === null ? null : describeFault(first.fault),
      difference: first.difference,
    });
    return { kind: `${handler.tier}, ${kindOf(first.fault)}`, text };
  }
  if (broken[0]) {
    const { version, message } = broken[0];
    return { kind: `broken ${version}`, text: `The ${version} version could not be run: ${message}` };
  }
  if (verification.unlisted.length === 0) return null;
  return { kind: "unlisted", text: `The analysis lacks ${verification.unlisted.join(", ")}` };
}

function kindOf(fault: CampaignFault | null): string {
  if (fault === null) return "no fault";
  return fault.legacy.step === "statement" ? `${fault.class}, ${fault.legacy.kind}` : fault.class;
}

export function codesOf(reasons: readonly Diagnostic[]): readonly string[] {
  return [...new Set(reasons.filter(({ code }) => consequenceOf(code) !== "note").map(({ code }) => code))];
}
