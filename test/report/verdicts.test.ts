import picocolors from "picocolors";
import { describe, expect, test } from "vitest";
import type { KeptVerdict, ReportedVerdict } from "../../src/model/verification.ts";
import { renderMarkdown } from "../../src/report/markdown.ts";
import { renderText } from "../../src/report/text.ts";
import { reportedVerdicts } from "../../src/report/verdicts.ts";
import { sampleResult } from "../support/sample-result.ts";
import { tool } from "../support/plans.ts";

const plain = { paint: picocolors.createColors(false), columns: 80 };
const result = sampleResult();
const [first = "", second = "", third = "", fourth = ""] = result.handlers.map(({ id }) => id).sort();

function verdict(id: string, changes: Partial<ReportedVerdict> = {}): ReportedVerdict {
  const faults = { statement: 3, external: 0 };
  return { id, verdict: "same", requests: 1, faults, unlisted: [], isCurrent: true, ...changes };
}

const verdicts = [
  verdict(second, { verdict: "different" }),
  verdict(first),
  verdict(third, { unlisted: ["order.update"] }),
  verdict(fourth, { isCurrent: false, verdict: "different" }),
  verdict("src/gone.ts#GET", { verdict: "different" }),
];

describe("a verdict is current", () => {
  const kept: KeptVerdict = { ...verdict("a.ts#GET"), base: "abc", files: { "a.ts": "1", "b.ts": "2" } };
  const isCurrent = (hashes: Readonly<Record<string, string>>): boolean | undefined =>
    reportedVerdicts([kept], (file) => hashes[file] ?? null)[0]?.isCurrent;

  test.each([
    ["while every file is as it was", { "a.ts": "1", "b.ts": "2" }, true],
    ["not when a file has changed", { "a.ts": "1", "b.ts": "3" }, false],
    ["not when a file is gone", { "a.ts": "1" }, false],
  ])("%s", (_shape, hashes, expected) => {
    expect(isCurrent(hashes)).toBe(expected);
  });
});

test("the text says how many, which ones need a look, and how many are of older code", () => {
  expect(renderText({ ...result, verdicts }, plain)).toContain(
    [
      "Verified by running  2 the same, 1 different",
      `  ${second}  different`,
      `  ${third}  the analysis missed order.update`,
      "  1 verdict on code that has changed since: verify again",
      "",
    ].join("\n"),
  );
});

test("the markdown says the same, and has a column in the table of all handlers", () => {
  const markdown = renderMarkdown({ ...result, verdicts }, tool);
  expect(markdown).toContain("## Verified by running");
  expect(markdown).toContain("- 2 the same, 1 different\n- 1 verdict on code that has changed since: verify again");
  expect(markdown).toContain(`| \`${second}\` | different |  |`);
  expect(markdown).toMatch(/Because of \| Verified \|/);
  expect(markdown).toMatch(/\| different \(old code\) \|/);
});

test("nothing is said where nothing was verified", () => {
  for (const unverified of [
    result,
    { ...result, verdicts: [] },
    { ...result, verdicts: [verdict("src/gone.ts#GET")] },
  ]) {
    expect(renderText(unverified, plain)).toBe(renderText(result, plain));
    expect(renderMarkdown(unverified, tool)).toBe(renderMarkdown(result, tool));
  }
});
