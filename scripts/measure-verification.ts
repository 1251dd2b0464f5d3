import { availableParallelism } from "node:os";
import type { RequestResult } from "../src/verify/campaign/request-result.ts";
import { statementFaultKinds } from "../src/verify/model/fault.ts";
import { openSampleHarness, type SampleHarness } from "../test/support/verify/sample-harness.ts";
import { type SampleReport, sampleReport } from "../test/support/verify/sample-report.ts";

/** Runs the sales portal in both versions with every step failing in every way, and prints the figures as tables. */
const lanes = Number(process.argv[2] ?? availableParallelism());
const harness = await openSampleHarness(lanes);
try {
  const started = performance.now();
  const report = await sampleReport(harness, {
    writers: statementFaultKinds,
    readers: statementFaultKinds,
    external: true,
    frames: true,
    stopAtFirst: false,
  });
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log([...figures(report, { lanes, seconds }), "", ...verdicts(harness, report)].join("\n"));
} finally {
  await harness.close();
}

function figures(
  { results, judgements }: SampleReport,
  { lanes, seconds }: { readonly lanes: number; readonly seconds: number },
): readonly string[] {
  const sum = (of: (result: RequestResult) => number): number =>
    results.map(of).reduce((total, count) => total + count, 0);
  const kinds = ["constraint", "connection", "timeout", "external", "commit"] as const;
  const runs = sum(({ counts }) => counts.runs);
  const rows: readonly (readonly [what: string, count: number])[] = [
    ["handlers", judgements.length],
    ["requests", results.length],
    ["requests that write", sum(({ writes }) => Number(writes))],
    ["statements of the legacy version, without frames", sum(({ counts }) => counts.statements)],
    ...kinds.map((kind) => [`faults: ${kind}`, sum(({ counts }) => counts.faults[kind])] as const),
    ["faults that a version did not reach", sum(({ counts }) => counts.notReached)],
    [
      "statements that only one version sends",
      sum(({ unmatched: { legacy, migrated } }) => legacy.length + migrated.length),
    ],
    ["runs", runs],
    ["runs that broke", sum(({ broken }) => Number(broken !== null))],
    [
      "differences that a reason explains",
      judgements.flatMap(({ expected }) => Object.values(expected)).reduce((a, b) => a + b, 0),
    ],
    ["differences that no reason explains", judgements.reduce((total, { unexpected }) => total + unexpected.length, 0)],
    ["differences when COMMIT fails", judgements.reduce((total, { atCommit }) => total + atCommit.length, 0)],
    [
      "operations that the analysis did not list",
      judgements.reduce((total, { verification }) => total + verification.unlisted.length, 0),
    ],
    ["lanes", lanes],
    ["seconds", seconds],
    ["milliseconds of a lane for a run", Math.round((seconds * 1000 * lanes) / runs)],
  ];
  return ["| what | count |", "| --- | ---: |", ...rows.map(([what, count]) => `| ${what} | ${count} |`)];
}

function verdicts({ analysis }: SampleHarness, { judgements }: SampleReport): readonly string[] {
  const tierOf = new Map(analysis.handlers.map(({ id, tier }) => [id, tier]));
  const counts = new Map<string, number>();
  for (const { verification, expected } of judgements) {
    const codes = Object.keys(expected).join(", ");
    const row = `| ${tierOf.get(verification.id)} | ${verification.verdict} | ${codes} |`;
    counts.set(row, (counts.get(row) ?? 0) + 1);
  }
  const rows = [...counts]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([row, count]) => `${row} ${count} |`);
  return ["| tier | verdict | codes that explain differences | handlers |", "| --- | --- | --- | ---: |", ...rows];
}
