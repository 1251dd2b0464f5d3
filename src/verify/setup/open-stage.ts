import { startApplication } from "../application/start-application.ts";
import type { Stage, Version } from "../campaign/observe.ts";
import type { CleanUp } from "./clean-up.ts";
import { keepState } from "../database/state-keeper.ts";
import { startStatementProxy } from "../database/statement-proxy.ts";
import type { RequestSet } from "../requests/request-set.ts";
import type { Lane } from "./open-lanes.ts";

/** A request that takes longer is given up. Milliseconds. */
const timeout = 30_000;

export interface StageInput {
  /** Roots of the marked copies. */
  readonly roots: { readonly legacy: string; readonly migrated: string };
  readonly urlVariable: string;
  readonly set: Pick<RequestSet, "environment" | "replace">;
  /** The time at which the clock stands. */
  readonly now: string;
  readonly signal: AbortSignal;
}

/** Starts both versions on a database whose rows, as they are, become the starting state. */
export async function openStage(lane: Lane, input: StageInput, cleanUp: CleanUp): Promise<Stage> {
  const { roots, signal } = input;
  const keeper = cleanUp.add(await keepState(lane.adminUrl), (kept) => kept.close());
  const legacy = await openVersion(lane, { ...input, root: roots.legacy }, cleanUp);
  const migrated = await openVersion(lane, { ...input, root: roots.migrated }, cleanUp);
  const restore = async (): Promise<void> => {
    // Every run begins here: the place to end the campaign when the person has had enough.
    signal.throwIfAborted();
    await keeper.restore();
  };
  return { keeper: { ...keeper, restore }, legacy, migrated };
}

interface VersionInput extends StageInput {
  readonly root: string;
}

async function openVersion(lane: Lane, input: VersionInput, cleanUp: CleanUp): Promise<Version> {
  const { root, urlVariable, set, now, signal } = input;
  signal.throwIfAborted();
  const proxy = cleanUp.add(await startStatementProxy(lane.databaseUrl), (started) => started.close());
  const application = await startApplication({
    root,
    databaseUrl: proxy.url,
    urlVariable,
    now,
    environment: set.environment,
    replacements: set.replace,
    timeout,
    openTransactions: () => proxy.openTransactions(),
  });
  cleanUp.add(application, (started) => started.close());
  // A run that is under way would be waited for otherwise.
  signal.addEventListener("abort", () => void application.close(), { once: true });
  return { application, proxy };
}
