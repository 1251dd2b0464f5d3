import type { HandlerRequest } from "../model/request.ts";
import type { Stage } from "./observe.ts";
import type { RequestResult } from "./request-result.ts";
import { type CampaignOptions, runRequest } from "./run-request.ts";

export interface Campaign {
  /** Each with a database of its own; requests are shared out among them. */
  readonly stages: readonly Stage[];
  readonly requests: readonly HandlerRequest[];
  readonly options: CampaignOptions;
  /** Told of each result as it comes, in no certain order. */
  readonly onResult?: (result: RequestResult) => void;
}

/** Runs all requests in both versions; the results are in the order of the requests. */
export async function runCampaign({
  stages,
  requests,
  options,
  onResult,
}: Campaign): Promise<readonly RequestResult[]> {
  const results = new Map<HandlerRequest, RequestResult>();
  const waiting = [...requests];
  const lane = async (stage: Stage): Promise<void> => {
    for (let request = waiting.shift(); request !== undefined; request = waiting.shift()) {
      const result = await runRequest(stage, request, options);
      results.set(request, result);
      onResult?.(result);
    }
  };
  await Promise.all(stages.map(lane));
  return requests.flatMap((request) => results.get(request) ?? []);
}
