import { mkdir } from "node:fs/promises";
import path from "node:path";
import { compare } from "./compare.ts";
import { analyze } from "./contenders.ts";
import type { ApplicationSize } from "./generate.ts";
import { generateApplication } from "./generate.ts";
import { writeApplication } from "./write-application.ts";

/** Time of our analysis on an application of one size. */
export interface SizedResult {
  readonly handlers: number;
  readonly seconds: number;
  readonly peakBytes: number | null;
}

export interface LinearityOptions {
  readonly size: ApplicationSize;
  readonly seed: number;
  readonly runs: number;
  /** The folder with the application of size N, and where the others go beside it. */
  readonly root: string;
  readonly onRun: (title: string) => void;
}

/** Runs our analysis on applications of N/4, N/2, N and 2N handlers, everything else of them in the same proportion. */
export async function measureLinearity(options: LinearityOptions): Promise<readonly SizedResult[]> {
  const sizes = [1 / 4, 1 / 2, 1, 2].map((factor) => scaled(options.size, factor));
  const contenders = [];
  for (const size of sizes) {
    const contender = analyze(await applicationOf(size, options));
    contenders.push({ ...contender, title: `${contender.title}, ${size.handlers} handlers` });
  }
  const results = await compare(contenders, options.runs, options.onRun);
  return results.map((result, index) => ({
    handlers: sizes[index]?.handlers ?? 0,
    seconds: result.seconds,
    peakBytes: result.peakBytes,
  }));
}

function scaled(size: ApplicationSize, factor: number): ApplicationSize {
  const scale = (value: number): number => Math.max(1, Math.round(value * factor));
  return { handlers: scale(size.handlers), routes: scale(size.routes), helpers: scale(size.helpers) };
}

async function applicationOf(size: ApplicationSize, { size: full, seed, root }: LinearityOptions): Promise<string> {
  if (size.handlers === full.handlers) return root;
  const folder = path.join(path.dirname(root), `handlers-${size.handlers}`);
  await mkdir(folder);
  await writeApplication(generateApplication(size, seed), folder, root);
  return folder;
}

/**
 * How much longer the largest size took than a straight line through the smaller ones predicts: 1 is linear, 2 is twice
 * as long. Null if there are fewer than three sizes.
 */
export function deviationFromLine(results: readonly SizedResult[]): number | null {
  const largest = results.at(-1);
  const smaller = results.slice(0, -1);
  if (largest === undefined || smaller.length < 2) return null;
  const meanX = mean(smaller.map((result) => result.handlers));
  const meanY = mean(smaller.map((result) => result.seconds));
  const covariance = mean(smaller.map((result) => (result.handlers - meanX) * (result.seconds - meanY)));
  const variance = mean(smaller.map((result) => (result.handlers - meanX) ** 2));
  return largest.seconds / (meanY + (covariance / variance) * (largest.handlers - meanX));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
