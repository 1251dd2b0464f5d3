import type { Contender } from "./contenders.ts";
import { measure } from "./measure.ts";
import type { Measurement } from "./measure.ts";
import { median } from "./median.ts";

/** What one contender needed. */
export interface Result {
  readonly key: string;
  readonly title: string;
  /** Median wall time of its runs. */
  readonly seconds: number;
  readonly runs: readonly number[];
  /** Median peak memory, or null where it cannot be seen. */
  readonly peakBytes: number | null;
  /** Standard output of the last run. */
  readonly stdout: string;
}

/**
 * Runs every contender `runs` times, in turns (A B C, A B C, ...), so that a machine that gets slower or busier does so
 * for all of them.
 *
 * @param onRun called before each run with what is about to run
 */
export async function compare(
  contenders: readonly Contender[],
  runs: number,
  onRun: (title: string) => void,
): Promise<readonly Result[]> {
  const measured = contenders.map((contender) => ({ contender, measurements: [] as Measurement[] }));
  for (let round = 1; round <= runs; round++) {
    for (const { contender, measurements } of measured) {
      onRun(`${round}/${runs} ${contender.title}`);
      measurements.push(await measure(contender.command));
    }
  }
  return measured.map(({ contender, measurements }) => resultOf(contender, measurements));
}

function resultOf(contender: Contender, measurements: readonly Measurement[]): Result {
  const runs = measurements.map((measurement) => measurement.seconds);
  return {
    key: contender.key,
    title: contender.title,
    seconds: median(runs),
    runs,
    peakBytes: contender.hasMemory ? median(measurements.map((measurement) => measurement.peakBytes)) : null,
    stdout: measurements.at(-1)?.stdout ?? "",
  };
}
