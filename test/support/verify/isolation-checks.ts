import { compareObservations } from "../../../src/verify/compare/compare.ts";
import type { Comparable } from "../../../src/verify/compare/comparable.ts";
import { mask } from "../../../src/verify/compare/mask.ts";
import type { Outcome } from "../../../src/verify/model/outcome.ts";
import { foreignTraces, isOfOneTenant } from "./foreign-traces.ts";
import type { StartedVersion } from "./isolation-stage.ts";
import { type TenantRequest, twin } from "./isolation-requests.ts";

/** Something that tenants should not see, or no longer see. */
export interface IsolationProblem {
  readonly kind: "other answer" | "other tenant's" | "mixed row";
  readonly text: string;
}

export interface Answer {
  readonly outcome: Outcome;
  readonly parts: Comparable;
}

/** Answers of the legacy version, by request. */
export type Expected = (asked: TenantRequest) => Answer;

/** Sends a request as it is; nothing is restored, before or after. */
export async function ask({ application, keeper }: StartedVersion, { request }: TenantRequest): Promise<Answer> {
  const from = Date.now();
  const outcome = await application.send(request, null);
  const seen = { outcome, changes: {}, traffic: { leftOpen: 0 } };
  const parts = mask(seen, { knownIds: keeper.knownIds, request, runTime: { from, to: Date.now() } });
  return { outcome, parts };
}

/** Loads the modules that requests need, by callers who are not logged in: loading blocks those who are served meanwhile. */
export async function warmUp({ application }: StartedVersion, requests: readonly TenantRequest[]): Promise<void> {
  const files = new Map(requests.map(({ request }) => [request.target.file, request]));
  for (const request of files.values()) await application.send({ ...request, headers: {} }, null);
}

/** Each request, one after the other. */
export async function checkReads(
  version: StartedVersion,
  reads: readonly TenantRequest[],
  expected: Expected,
): Promise<readonly IsolationProblem[]> {
  const problems: IsolationProblem[] = [];
  for (const read of reads) problems.push(...judgeAnswer(read, await ask(version, read), expected));
  return problems;
}

/** Each request directly after the same one of the other tenant. */
export function alternating(reads: readonly TenantRequest[]): readonly TenantRequest[] {
  return reads.flatMap((read) => [twin(read), read]);
}

/** Many requests at once; the rows that were written are looked at in the end. */
export async function checkInterleaved(
  version: StartedVersion,
  requests: readonly TenantRequest[],
  expected: Expected,
): Promise<readonly IsolationProblem[]> {
  await warmUp(version, requests);
  const problems: IsolationProblem[] = [];
  const waiting = [...requests];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      problems.push(...judgeAnswer(next, await ask(version, next), expected));
    }
  };
  await Promise.all(Array.from({ length: 16 }, work));
  return [...problems, ...(await mixedRows(version))];
}

function judgeAnswer(
  asked: TenantRequest,
  { outcome, parts }: Answer,
  expected: Expected,
): readonly IsolationProblem[] {
  const title = `${asked.handler} "${asked.request.name}" of tenant ${asked.tenant}`;
  const traces = foreignTraces(asked.tenant, asked.request, outcome);
  const difference = compareObservations(expected(asked).parts, parts, []);
  return [
    ...(traces.length === 0 ? [] : [{ kind: "other tenant's" as const, text: `${title} shows ${traces.join(", ")}` }]),
    ...(difference === null
      ? []
      : [
          {
            kind: "other answer" as const,
            text: `${title}: ${difference.parts.map(({ part, legacy, migrated }) => `${part} ${JSON.stringify(legacy)} -> ${JSON.stringify(migrated)}`).join("; ")}`,
          },
        ]),
  ];
}

async function mixedRows({ keeper }: StartedVersion): Promise<readonly IsolationProblem[]> {
  return Object.entries(await keeper.changes()).flatMap(([table, { added, changed }]) =>
    [...added, ...changed.map(({ after }) => after)]
      .filter((row) => !isOfOneTenant(row))
      .map((row) => ({ kind: "mixed row" as const, text: `${table}: ${JSON.stringify(row)}` })),
  );
}
