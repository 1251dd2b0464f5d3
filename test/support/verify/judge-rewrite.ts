import { describeFault } from "../../../src/verify/campaign/describe-fault.ts";
import { type HandlerJudgement, judgeHandlers } from "../../../src/verify/campaign/judge.ts";
import type { RequestResult } from "../../../src/verify/campaign/request-result.ts";
import { type CampaignOptions, runRequest } from "../../../src/verify/campaign/run-request.ts";
import { statementFaultKinds } from "../../../src/verify/model/fault.ts";
import type { HandlerRequest } from "../../../src/verify/model/request.ts";
import type { Lane } from "../generated/lanes.ts";
import type { RunnableRewrite } from "./rewrites.ts";

const OPTIONS: CampaignOptions = {
  writers: statementFaultKinds,
  readers: statementFaultKinds,
  external: true,
  frames: false,
  stopAtFirst: true,
};

/** Runs a rewrite beside its legacy handler with every step failing, until a request shows that it is wrong. */
export async function judgeRewrite(
  lane: Lane,
  { handler, marked }: RunnableRewrite,
  requests: readonly HandlerRequest[],
): Promise<HandlerJudgement> {
  await lane.put("legacy", marked.legacy);
  await lane.put("migrated", marked.migrated);
  const judge = (results: readonly RequestResult[]): HandlerJudgement => {
    const [judgement] = judgeHandlers([handler], results);
    if (judgement === undefined) throw new Error(`${handler.id} was not judged`);
    return judgement;
  };
  const results: RequestResult[] = [];
  for (const request of requests) {
    const first = await runRequest(lane.stage, request, OPTIONS);
    // The first difference may be one that a reason explains, and hide others.
    const isExplained = first.differences.length > 0 && judge([first]).unexpected.length === 0;
    results.push(isExplained ? await runRequest(lane.stage, request, { ...OPTIONS, stopAtFirst: false }) : first);
    if (judge(results).verification.verdict === "different") break;
  }
  return judge(results);
}

/** Which requests, and what failed in them, showed that it is wrong, and where. */
export function describeCatches({ unexpected, broken }: HandlerJudgement): readonly string[] {
  return [
    ...unexpected.map(({ result, fault, difference }) => {
      const parts = difference.parts.map(({ part }) => part).join(", ");
      return `"${result.request.name}", ${fault === null ? "nothing fails" : describeFault(fault)}: ${parts}`;
    }),
    ...broken.map(({ version, message }) => `the ${version} version cannot be run: ${message}`),
  ];
}
