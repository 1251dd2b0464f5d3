import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import path from "node:path";
import { agreementOf, handlersOfReport } from "./agreement.ts";
import type { Agreement } from "./agreement.ts";
import { checkout } from "./checkout.ts";
import type { Result } from "./compare.ts";
import { compare } from "./compare.ts";
import type { Contender } from "./contenders.ts";
import { analyze, cli, dryRun, floor, jscodeshift, jscodeshiftVariants, typeCheck } from "./contenders.ts";
import { filesThatMatter } from "./files-that-matter.ts";
import type { GeneratedApplication } from "./generate.ts";
import { generateApplication } from "./generate.ts";
import { measureLinearity } from "./linearity.ts";
import type { BenchmarkOptions } from "./options.ts";
import type { Outcome } from "./outcome.ts";
import { judge } from "./targets.ts";
import { writeApplication } from "./write-application.ts";

/**
 * Generates the applications below `folder` and measures all contenders on them. Without a built CLI everything but our
 * own program is measured.
 *
 * @param note called with what happens next
 * @throws Error if a program does not do its work; its output is in the message
 */
export async function runBenchmark(
  options: BenchmarkOptions,
  folder: string,
  note: (text: string) => void,
): Promise<Outcome> {
  const { size, seed, runs } = options;
  const isBuilt = existsSync(path.join(checkout, cli));
  if (!isBuilt) note(`${cli} is not there: run npm run build first to measure it.`);
  note(`generating ${size.handlers} handlers`);
  const root = path.join(folder, `handlers-${size.handlers}`);
  await mkdir(root);
  const application = generateApplication(size, seed);
  await writeApplication(application, root);
  const files = await filesThatMatter(root, "withSalesSession");
  const list = path.join(folder, "files-that-matter.json");
  await writeFile(list, JSON.stringify(files));

  const results = await compare(
    [...(isBuilt ? [analyze(root), dryRun(root)] : []), ...others(root, list, options)],
    runs,
    note,
  );
  const sizes = isBuilt ? await measureLinearity({ size, seed, runs, root, onRun: note }) : [];
  const agreement = agreementWith(application, results);
  return {
    machine: {
      node: process.versions.node,
      platform: `${process.platform} ${process.arch}`,
      processors: cpus().length,
    },
    seed,
    application: { ...application.counts, filesThatMatter: files.length },
    results: results.map(({ stdout: _, ...result }) => result),
    sizes,
    agreement,
    targets: judge({ results, sizes, agreement }),
  };
}

function others(root: string, list: string, { compilers }: BenchmarkOptions): readonly Contender[] {
  const own = path.join(checkout, "node_modules/typescript");
  return [
    floor(root, list),
    ...[own, ...compilers.map((compiler) => path.resolve(compiler))].map((compiler) => typeCheck(root, compiler)),
    jscodeshift(root),
    jscodeshift(root, jscodeshiftVariants.prefilter),
    jscodeshift(root, jscodeshiftVariants.oneWorker),
  ];
}

function agreementWith(application: GeneratedApplication, results: readonly Result[]): Agreement | null {
  const analysis = results.find((result) => result.key === "analyze");
  return analysis === undefined ? null : agreementOf(application.labels, handlersOfReport(analysis.stdout));
}
