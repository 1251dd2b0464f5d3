import type { Comparable } from "../compare/comparable.ts";
import { compareObservations, type Difference, inSameOrder } from "../compare/compare.ts";
import { mask } from "../compare/mask.ts";
import { unstablePaths } from "../compare/stability.ts";
import { ApplicationError } from "../model/application.ts";
import type { HandlerRequest } from "../model/request.ts";
import type { CampaignFault } from "./faults.ts";
import { type Observation, observe, type Stage, type VersionName } from "./observe.ts";
import { type HandlerOperations, OperationLog } from "./operation-log.ts";
import type { BrokenRun } from "./request-result.ts";

/** One run, as it was and as it is compared. */
export interface ComparableRun {
  readonly observation: Observation;
  readonly parts: Comparable;
}

export type Pair = Readonly<Record<VersionName, ComparableRun>>;

/** A version could not be run. */
export class BrokenRunError extends Error {
  readonly run: BrokenRun;

  constructor(run: BrokenRun) {
    super(run.message);
    this.run = run;
  }
}

/** Runs one request in both versions, again and again, and keeps count. */
export class PairRunner {
  readonly #stage: Stage;
  readonly #request: HandlerRequest;
  /** Paths that differ between two legacy runs without a fault. */
  #unstable: readonly string[] = [];
  /** Paths that differ between two legacy runs with the same fault: left out for that fault only. */
  readonly #unstableOnce = new Set<string>();
  readonly #operations = new OperationLog();
  #runs = 0;
  #reordered = 0;

  constructor(stage: Stage, request: HandlerRequest) {
    this.#stage = stage;
    this.#request = request;
  }

  get counts(): { readonly runs: number; readonly reordered: number } {
    return { runs: this.#runs, reordered: this.#reordered };
  }

  get unstable(): readonly string[] {
    return [...new Set([...this.#unstable, ...this.#unstableOnce])].sort();
  }

  get operations(): Readonly<Record<string, HandlerOperations>> {
    return this.#operations.byHandler;
  }

  /** Both versions without a fault; the legacy one twice, to see what differs by itself. */
  async baseline(): Promise<Pair> {
    const legacy = await this.#run("legacy", null);
    const again = await this.#run("legacy", null);
    this.#unstable = unstablePaths(legacy.parts, again.parts);
    return { legacy, migrated: await this.#run("migrated", null) };
  }

  /** Both versions with a fault. */
  async withFault(fault: CampaignFault): Promise<Pair> {
    return { legacy: await this.#run("legacy", fault), migrated: await this.#run("migrated", fault) };
  }

  /** Compares two runs. Where they differ, another run of the legacy version shows what does so by itself. */
  async compare({ legacy, migrated }: Pair, fault: CampaignFault | null): Promise<Difference | null> {
    const difference = compareObservations(legacy.parts, migrated.parts, this.#unstable);
    if (difference === null) {
      if (!inSameOrder(legacy.parts, migrated.parts)) this.#reordered += 1;
      return null;
    }
    const again = await this.#run("legacy", fault);
    const unstable = unstablePaths(legacy.parts, again.parts);
    for (const path of unstable) this.#unstableOnce.add(path);
    return compareObservations(legacy.parts, migrated.parts, [...this.#unstable, ...unstable]);
  }

  async #run(version: VersionName, fault: CampaignFault | null): Promise<ComparableRun> {
    const from = Date.now();
    this.#runs += 1;
    const run = { version, request: this.#request, fault: fault?.[version] ?? null };
    const observation = await observe(this.#stage, run).catch((error: unknown) => {
      if (!(error instanceof ApplicationError)) throw error;
      throw new BrokenRunError({ version, fault, message: error.message });
    });
    if (version === "legacy") this.#operations.add(observation);
    const runTime = { from, to: Date.now() };
    const { knownIds } = this.#stage.keeper;
    return { observation, parts: mask(observation, { knownIds, request: this.#request, runTime }) };
  }
}
