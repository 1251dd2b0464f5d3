import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { BenchmarkOptions } from "./options.ts";
import { parseOptions, usage } from "./options.ts";
import { runBenchmark } from "./run-benchmark.ts";
import { markdownSummary, textSummary } from "./summary.ts";

/**
 * Entry point of `npm run bench`: results on stdout, progress on stderr. Exit code 1 for a missed target under
 * `--assert`, 2 if it could not run.
 */
async function main(argv: readonly string[]): Promise<number> {
  const options = parseOptions(argv);
  if (options === "help") {
    process.stdout.write(usage);
    return 0;
  }
  const folder = await mkdtemp(path.join(tmpdir(), "migrate-sessions-bench-"));
  try {
    return await benchmark(options, folder);
  } finally {
    if (options.keep) note(`kept ${folder}`);
    else await rm(folder, { recursive: true, force: true });
  }
}

async function benchmark(options: BenchmarkOptions, folder: string): Promise<number> {
  const outcome = await runBenchmark(options, folder, note);
  process.stdout.write(textSummary(outcome));
  if (options.json !== null) await writeFile(options.json, `${JSON.stringify(outcome, null, 2)}\n`);
  if (options.markdown !== null) await writeFile(options.markdown, markdownSummary(outcome));
  const isMissed = outcome.targets.some((target) => target.verdict !== "PASS");
  return options.assert && isMissed ? 1 : 0;
}

function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  note(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
