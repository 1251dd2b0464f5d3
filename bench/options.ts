import { parseArgs } from "node:util";
import type { ApplicationSize } from "./generate.ts";

export interface BenchmarkOptions {
  readonly size: ApplicationSize;
  readonly seed: number;
  /** Times that each contender runs. */
  readonly runs: number;
  /** File that gets all numbers as JSON. */
  readonly json: string | null;
  /** File that gets the tables as Markdown. */
  readonly markdown: string | null;
  /** Folders of further `typescript` packages to time beside the checkout's own. */
  readonly compilers: readonly string[];
  /** True: a missed target is a failure. */
  readonly assert: boolean;
  /** True: the generated applications are not deleted. */
  readonly keep: boolean;
}

export const usage = `npm run bench -- [options]

  --handlers N     calls of the session wrapper (400)
  --routes N       route files, at least (1000)
  --helpers N      helper files (300)
  --seed S         the same seed makes the same application (1)
  --runs N         times that each program runs; the median counts (3)
  --tsc DIR        folder of another typescript package to time as well; may be repeated
  --json FILE      write all numbers
  --markdown FILE  write the tables
  --assert         exit with 1 unless every target is met
  --keep           keep the generated applications and say where they are
`;

/** Reads the command line. Throws an error with a message for people if it makes no sense. */
export function parseOptions(argv: readonly string[]): BenchmarkOptions | "help" {
  const { values } = parseArgs({ args: [...argv], options: definitions });
  if (values.help) return "help";
  return {
    size: {
      handlers: positive("handlers", values.handlers),
      routes: positive("routes", values.routes),
      helpers: positive("helpers", values.helpers),
    },
    seed: positive("seed", values.seed),
    runs: positive("runs", values.runs),
    json: values.json ?? null,
    markdown: values.markdown ?? null,
    compilers: values.tsc,
    assert: values.assert,
    keep: values.keep,
  };
}

const definitions = {
  handlers: { type: "string", default: "400" },
  routes: { type: "string", default: "1000" },
  helpers: { type: "string", default: "300" },
  seed: { type: "string", default: "1" },
  runs: { type: "string", default: "3" },
  tsc: { type: "string", multiple: true, default: [] as string[] },
  json: { type: "string" },
  markdown: { type: "string" },
  assert: { type: "boolean", default: false },
  keep: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} needs a whole number above 0, not "${text}".`);
  return value;
}
