import { parseArgs } from "node:util";
import { statementFaultKinds } from "../src/verify/model/fault.ts";
import { type Failure, runGeneratedCampaign, type Tally } from "../test/support/generated/campaign.ts";

const usage = `npm run test:equivalence -- [options]
  --runs N        handlers to generate (300)
  --seed S        the same handlers again (a new seed each time, printed)
  --lanes N       databases with two processes each, side by side (2)
  --kinds K,K     how statements fail (constraint,connection,timeout)
  --every-kind    each statement fails in every way (in one of them, in turn)
  --keep-going    go on after a handler that differs
  --help
`;

/** Entry point of `npm run test:equivalence`: figures on stdout, progress on stderr. Exit code 1 for a difference. */
async function main(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      runs: { type: "string", default: "300" },
      seed: { type: "string", default: String(Date.now() % 2 ** 31) },
      lanes: { type: "string", default: "2" },
      kinds: { type: "string", default: statementFaultKinds.join(",") },
      "every-kind": { type: "boolean", default: false },
      "keep-going": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const seed = numberOf(values.seed, "--seed");
  const kinds = statementFaultKinds.filter((kind) => values.kinds.split(",").includes(kind));
  process.stderr.write(`seed ${seed}\n`);
  const from = performance.now();
  const tally = await runGeneratedCampaign({
    runs: numberOf(values.runs, "--runs"),
    seed,
    lanes: numberOf(values.lanes, "--lanes"),
    keepGoing: values["keep-going"],
    faults: {
      writers: kinds,
      readers: kinds,
      external: true,
      frames: false,
      handlersOnly: true,
      ...(values["every-kind"] ? {} : { inTurn: "all" }),
      stopAtFirst: true,
    },
    onHandler: (_, total) => {
      if (total % 20 === 0) process.stderr.write(`${total} handlers, ${secondsSince(from)} s\n`);
    },
    onFailure: (failure) => process.stdout.write(failureText(failure)),
  });
  process.stdout.write(table(tally, { seed, seconds: secondsSince(from) }));
  return tally.failures.length === 0 ? 0 : 1;
}

function numberOf(text: string, option: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new Error(`${option} wants a whole number, not ${text}.\n\n${usage}`);
  return number;
}

function secondsSince(from: number): number {
  return Math.round((performance.now() - from) / 100) / 10;
}

function failureText({ seed, path, text }: Failure): string {
  return `\n=== seed ${seed}, path ${path}\n${text}\n`;
}

function table(tally: Tally, { seed, seconds }: { readonly seed: number; readonly seconds: number }): string {
  const share = (count: number): string => `${count} (${((100 * count) / Math.max(1, tally.handlers)).toFixed(1)} %)`;
  const refused = (tally.tiers["manual"] ?? 0) + (tally.tiers["error"] ?? 0);
  const because = (reasons: Readonly<Record<string, number>>): (readonly [string, string])[] =>
    Object.entries(reasons)
      .sort(([, a], [, b]) => b - a)
      .map(([code, count]) => [`  because of ${code}`, share(count)]);
  const rows: readonly (readonly [string, string | number])[] = [
    ["handlers", tally.handlers],
    ["rewritten, auto", share(tally.tiers["auto"] ?? 0)],
    ["rewritten, review", share(tally.tiers["review"] ?? 0)],
    ...because(tally.reasons.review),
    ["refused", share(refused)],
    ...because(tally.reasons.manual),
    ["requests", tally.requests],
    ["statements", tally.statements],
    ["failing steps", tally.faults],
    ["runs", tally.runs],
    ["differences", tally.failures.length],
    ["seconds", seconds],
    ["seed", seed],
  ];
  return `\n${rows.map(([name, value]) => `${name.padEnd(24)}${value}`).join("\n")}\n`;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
