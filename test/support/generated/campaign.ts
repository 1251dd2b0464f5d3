import fc from "fast-check";
import { consequenceOf } from "../../../src/diagnostics/consequence.ts";
import type { Diagnostic } from "../../../src/diagnostics/diagnostic.ts";
import type { CampaignOptions } from "../../../src/verify/campaign/run-request.ts";
import type { RequestResult } from "../../../src/verify/campaign/request-result.ts";
import { codesOf, examine, type Examination } from "./examine.ts";
import { openLanes, type Lane, type Lanes } from "./lanes.ts";
import type { Program } from "./program.ts";
import { renderProgram } from "./render/render-program.ts";
import { shrinkingProgram } from "./shrinking-program.ts";

export interface GeneratedCampaign {
  /** Handlers to generate. */
  readonly runs: number;
  /** Each lane goes on from a number of its own, so that they do not make the same handlers. */
  readonly seed: number;
  readonly lanes: number;
  readonly faults: CampaignOptions;
  /** Goes on after a handler that differs. */
  readonly keepGoing: boolean;
  readonly onHandler?: (examination: Examination, total: number) => void;
  readonly onFailure?: (failure: Failure) => void;
}

export interface Failure {
  readonly seed: number;
  readonly path: string;
  /** What is wrong with the smallest handler, its source and what the migration made of it. */
  readonly text: string;
}

/** The figures of a campaign. */
export interface Tally {
  handlers: number;
  runs: number;
  requests: number;
  statements: number;
  faults: number;
  readonly tiers: Record<string, number>;
  /** By tier: handlers with each reason that put them there. */
  readonly reasons: { readonly review: Record<string, number>; readonly manual: Record<string, number> };
  readonly failures: Failure[];
}

/** Generates handlers, migrates them, and runs both versions with every step failing in turn. */
export async function runGeneratedCampaign(campaign: GeneratedCampaign): Promise<Tally> {
  const opened = await openLanes(campaign.lanes);
  const tally: Tally = {
    handlers: 0,
    runs: 0,
    requests: 0,
    statements: 0,
    faults: 0,
    tiers: {},
    reasons: { review: {}, manual: {} },
    failures: [],
  };
  try {
    const share = Math.ceil(campaign.runs / campaign.lanes);
    const run = { opened, share, campaign, tally };
    await Promise.all(opened.lanes.map((lane, index) => runLane({ ...run, lane, index })));
    return tally;
  } finally {
    await opened.close();
  }
}

interface LaneRun {
  readonly opened: Lanes;
  readonly lane: Lane;
  readonly index: number;
  readonly share: number;
  readonly campaign: GeneratedCampaign;
  readonly tally: Tally;
}

async function runLane(run: LaneRun): Promise<void> {
  const { campaign, tally, index, share } = run;
  let seed = campaign.seed + index * 1_000_003;
  for (let left = share; left > 0; seed += 7_919) {
    const { failed, numRuns, counterexample, counterexamplePath: path } = await check(run, { seed, numRuns: left });
    left -= Math.max(1, numRuns);
    if (!failed) return;
    const [program] = counterexample ?? [];
    const text = program ? await describe(run, program) : "no counterexample";
    tally.failures.push({ seed, path: path ?? "", text });
    campaign.onFailure?.({ seed, path: path ?? "", text });
    if (!campaign.keepGoing) return;
  }
}

let made = 0;

async function check(run: LaneRun, parameters: { seed: number; numRuns: number }): Promise<fc.RunDetails<[Program]>> {
  let kind: string | null = null;
  const property = fc.asyncProperty(shrinkingProgram(), async (program) => {
    const examination = await examineProgram(run, program, { stopAtFirst: true });
    const { problem } = examination;
    if (kind === null) count(run, examination);
    // What fails in another way is another finding: the smaller handler must fail as the first one did.
    if (problem === null || (kind !== null && problem.kind !== kind)) return;
    kind = problem.kind;
    throw new Error(problem.text);
  });
  return fc.check(property, parameters);
}

/** Each attempt has a name of its own: modules stay loaded. */
async function examineProgram(
  { opened, lane, campaign }: LaneRun,
  program: Program,
  changes: Partial<CampaignOptions>,
): Promise<Examination> {
  made += 1;
  const rendered = await renderProgram(program, `h${made}`);
  return examine({ application: opened.application, lane, options: { ...campaign.faults, ...changes } }, rendered);
}

function count({ tally, campaign }: LaneRun, examination: Examination): void {
  const { handler, results } = examination;
  tally.handlers += 1;
  tally.tiers[handler.tier] = (tally.tiers[handler.tier] ?? 0) + 1;
  const { tier } = handler;
  if (tier === "review" || tier === "manual") countCodes(tally.reasons[tier], codesWith(handler.reasons, tier));
  for (const { counts } of results) {
    tally.requests += 1;
    tally.runs += counts.runs;
    tally.statements += counts.statements;
    tally.faults += faultsIn(counts);
  }
  campaign.onHandler?.(examination, tally.handlers);
}

function codesWith(reasons: readonly Diagnostic[], consequence: "review" | "manual"): readonly string[] {
  return codesOf(reasons.filter(({ code }) => consequenceOf(code) === consequence));
}

function countCodes(counts: Record<string, number>, codes: readonly string[]): void {
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
}

function faultsIn({ faults }: RequestResult["counts"]): number {
  return Object.values(faults).reduce((sum, each) => sum + each, 0);
}

async function describe(run: LaneRun, program: Program): Promise<string> {
  const rendered = await renderProgram(program, `smallest${(made += 1)}`);
  const { problem, migrated, handler } = await examine(
    { application: run.opened.application, lane: run.lane, options: { ...run.campaign.faults, stopAtFirst: true } },
    rendered,
  );
  const files = (texts: Readonly<Record<string, string>>): string =>
    Object.entries(texts)
      .map(([file, text]) => `// ${file}\n${text}`)
      .join("\n");
  return [
    problem?.text ?? "(the smallest handler does not fail when it is run again)",
    `tier ${handler.tier}, reasons: ${codesOf(handler.reasons).join(" ")}`,
    `--- legacy\n${files(rendered.files)}`,
    `--- migrated\n${files(migrated)}`,
    `--- program\n${JSON.stringify(program)}`,
  ].join("\n\n");
}
