import { UserError } from "../diagnostics/user-error.ts";
import { readInput } from "../io/read-input.ts";
import type { PlannedHandler } from "../model/plan.ts";
import type { RepositoryVerification } from "../model/verification.ts";
import { markVersion, type AnalysedVersion } from "./copies/analysed-version.ts";
import { bothVersions, type BothVersions } from "./copies/both-versions.ts";
import { runCampaign } from "./campaign/run-campaign.ts";
import type { CampaignOptions } from "./campaign/run-request.ts";
import { chosenRequests } from "./requests/chosen-requests.ts";
import { CleanUp } from "./setup/clean-up.ts";
import { evidenceOf } from "./verdicts/evidence-files.ts";
import type { Stage } from "./campaign/observe.ts";
import { openStage } from "./setup/open-stage.ts";
import { requestedApplication } from "./requests/requested-application.ts";
import { refuseNothingRun } from "./verdicts/refuse-nothing-run.ts";
import { readRequests } from "./requests/read-requests.ts";
import type { RequestSet } from "./requests/request-set.ts";
import { openLanes, type DatabaseInput } from "./setup/open-lanes.ts";
import { unreachedNote } from "./verdicts/unreached.ts";
import { totalsOf } from "./verdicts/totals.ts";
import { verifiedHandlers } from "./verdicts/verified-handlers.ts";

export interface VerifyInput {
  /** Absolute path of the application. */
  readonly root: string;
  /** Revision to compare with. */
  readonly base: string;
  /** Analyses a copy. */
  readonly analyse: (root: string) => Promise<AnalysedVersion>;
  /** The handlers to judge, as they are now. */
  readonly choose: (legacy: readonly PlannedHandler[], now: readonly PlannedHandler[]) => readonly PlannedHandler[];
  /** File of requests, relative to the root or absolute. */
  readonly requests: string;
  readonly database: Omit<DatabaseInput, "root" | "workspace" | "signal" | "note">;
  readonly options: CampaignOptions;
  readonly signal: AbortSignal;
  readonly note: (text: string) => void;
  readonly onProgress: (stage: string, done: number, total: number) => void;
}

/**
 * Runs a repository's handlers as they were and as they are now, and compares: the table of contents of verification.
 * The user's tree is only read; whatever was started or copied is gone when this returns or throws.
 *
 * @throws UserError if something is missing; the signal's reason if it was aborted
 */
export async function verifyRepository(input: VerifyInput): Promise<RepositoryVerification> {
  const cleanUp = new CleanUp();
  try {
    return await verify(input, cleanUp);
  } catch (error) {
    // What is closed under its hands fails in its own way; why is in the signal.
    input.signal.throwIfAborted();
    throw error;
  } finally {
    // What could not be undone is no reason to hide the result, or what went wrong before.
    // Ctrl-C on a terminal reaches the database and the applications as well: they may be gone already.
    await cleanUp.run().catch((error: unknown) => {
      if (!input.signal.aborted) input.note(`Not all was cleaned up: ${String(error)}`);
    });
  }
}

async function verify(input: VerifyInput, cleanUp: CleanUp): Promise<RepositoryVerification> {
  const started = performance.now();
  input.onProgress("copying", 0, 0);
  const versions = await bothVersions(input, cleanUp);
  const { commit: base, legacy, now } = versions;
  const chosen = input.choose(legacy.handlers, now.handlers);
  const set = requestsFor(input, now, chosen);
  const evidence = evidenceOf(chosen, now);
  markVersion(legacy);
  markVersion(now);
  input.onProgress("starting", 0, 0);
  const stages = await openStages(input, { versions, set }, cleanUp);
  let done = 0;
  const results = await runCampaign({
    stages,
    requests: set.requests,
    options: input.options,
    onResult: () => input.onProgress("running", (done += 1), set.requests.length),
  });
  input.signal.throwIfAborted();
  refuseNothingRun(results, legacy.root);
  const unreached = unreachedNote(results);
  if (unreached !== null) input.note(unreached);
  const handlers = verifiedHandlers({ legacy: legacy.handlers, chosen, results, base, evidence });
  return { base, handlers, totals: totalsOf(results, performance.now() - started) };
}

async function openStages(
  input: VerifyInput,
  { versions, set }: { readonly versions: BothVersions; readonly set: RequestSet },
  cleanUp: CleanUp,
): Promise<readonly Stage[]> {
  const { signal, database } = input;
  const { legacy, now } = versions;
  const place = { root: now.root, workspace: now.workspace, signal, note: input.note };
  const wanted = Math.min(database.lanes, set.requests.length);
  const lanes = await openLanes({ ...database, ...place, lanes: wanted }, cleanUp);
  const stages: Stage[] = [];
  for (const lane of lanes) {
    const roots = { legacy: legacy.root, migrated: now.root };
    const time = set.now ?? new Date().toISOString();
    stages.push(await openStage(lane, { roots, urlVariable: database.urlVariable, set, now: time, signal }, cleanUp));
  }
  return stages;
}

/** The requests that may reach a chosen handler; what is not sent is said. */
function requestsFor(input: VerifyInput, now: AnalysedVersion, chosen: readonly PlannedHandler[]): RequestSet {
  const text = readInput(input.root, input.requests);
  if (text === null) {
    throw new UserError(
      `There is no file of requests ${input.requests}.`,
      "Record one with `migrate-sessions verify record`, or write one: docs/verify.md shows how.",
    );
  }
  const set = readRequests(text, input.requests, requestedApplication(now));
  set.skipped.forEach(({ what, why }) => input.note(`Not sent: ${what}: ${why}`));
  const requests = chosenRequests(set.requests, idsOf(chosen), idsOf(now.handlers));
  if (requests.length > 0) return { ...set, requests };
  throw new UserError(
    `No request of ${input.requests} reaches a handler that is to be verified.`,
    "Record or write requests for them, or choose others with --only.",
  );
}

function idsOf(handlers: readonly PlannedHandler[]): readonly string[] {
  return handlers.map(({ id }) => id);
}
