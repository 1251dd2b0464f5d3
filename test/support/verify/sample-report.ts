import type { Verdict } from "../../../src/model/verification.ts";
import { describeFault } from "../../../src/verify/campaign/describe-fault.ts";
import {
  differencesOfNoHandler,
  type HandlerJudgement,
  judgeHandlers,
  type RequestDifference,
} from "../../../src/verify/campaign/judge.ts";
import type { RequestResult } from "../../../src/verify/campaign/request-result.ts";
import { runCampaign } from "../../../src/verify/campaign/run-campaign.ts";
import type { CampaignOptions } from "../../../src/verify/campaign/run-request.ts";
import { renderDifference } from "../../../src/verify/compare/render.ts";
import type { HandlerRequest } from "../../../src/verify/model/request.ts";
import type { SampleHarness } from "./sample-harness.ts";
import { sampleRequests } from "./sample-requests.ts";

/** What a campaign over all requests of the sales portal showed, for tests to ask about. */
export interface SampleReport {
  readonly results: readonly RequestResult[];
  readonly judgements: readonly HandlerJudgement[];
  /** The differences of a request that no reason explains, and a run that broke, as text. */
  unexpected(request: HandlerRequest): string;
  /** Ids with their codes that explained a difference. */
  handlersWith(verdict: Verdict): readonly string[];
  /** Ids with codes of deviations that never showed. */
  stale(): readonly string[];
  /** Ids with operations that the analysis did not list. */
  unlistedOperations(): readonly string[];
  /** Requests with paths that differ between two legacy runs. */
  unstable(): readonly string[];
}

/** Runs requests in both versions: all, or those given. */
export async function sampleReport(
  harness: SampleHarness,
  options: CampaignOptions,
  requests: readonly HandlerRequest[] = sampleRequests,
): Promise<SampleReport> {
  const results = await runCampaign({ stages: harness.stages, requests, options });
  const { handlers } = harness.analysis;
  const judgements = judgeHandlers(handlers, results);
  const unexpected = [
    ...judgements.flatMap((judgement) => judgement.unexpected),
    ...differencesOfNoHandler(handlers, results),
  ];
  return {
    results,
    judgements,
    unexpected: (request) => {
      const result = results.find((one) => one.request === request);
      if (result === undefined) return "The request was not run.";
      return [...brokenText(result), ...differenceTexts(result, unexpected)].join("\n\n");
    },
    handlersWith: (verdict) =>
      judgements
        .filter(({ verification }) => verification.verdict === verdict)
        .map(({ verification: { id }, expected }) => [id, ...Object.keys(expected)].join(" ")),
    stale: () => nonEmpty(judgements.map(({ verification: { id }, stale }) => [id, stale])),
    unlistedOperations: () => nonEmpty(judgements.map(({ verification: { id, unlisted } }) => [id, unlisted])),
    unstable: () =>
      nonEmpty(results.map(({ request, unstable }) => [`${request.target.file} ${request.name}`, unstable])),
  };
}

function brokenText({ broken }: RequestResult): readonly string[] {
  return broken === null ? [] : [`The ${broken.version} version could not be run: ${broken.message}`];
}

function differenceTexts(result: RequestResult, unexpected: readonly RequestDifference[]): readonly string[] {
  const found = unexpected.filter((one) => one.result === result);
  const differences = new Map(found.map((one) => [one.difference, one.fault]));
  return [...differences].map(([difference, fault]) =>
    renderDifference({
      handlers: result.handlers.legacy,
      request: result.request.name,
      fault: fault === null ? null : describeFault(fault),
      difference,
    }),
  );
}

function nonEmpty(lists: readonly (readonly [name: string, items: readonly string[]])[]): readonly string[] {
  return lists.filter(([, items]) => items.length > 0).map(([name, items]) => `${name}: ${items.join(", ")}`);
}
