import { describe, expect, it } from "vitest";
import type { Result } from "../../bench/compare.ts";
import { deviationFromLine } from "../../bench/linearity.ts";
import { judge } from "../../bench/targets.ts";

describe("judge", () => {
  it("passes an analysis within two floors and ten times faster than the others", () => {
    const results = [result("analyze", 1), result("floor", 0.6), result("tsc-6.0.3", 12), result("jscodeshift", 11)];
    const agreement = { handlers: 4, sameClass: 4, sameWrites: 3, differences: [] };
    const targets = judge({ results, sizes: sizes([1, 2, 3, 5]), agreement });
    expect(targets.map((target) => target.verdict)).toEqual(["PASS", "PASS", "PASS", "PASS", "PASS"]);
  });

  it("fails each target by itself", () => {
    const results = [result("analyze", 2), result("floor", 0.9), result("tsc-6.0.3", 12), result("jscodeshift", 21)];
    const agreement = { handlers: 4, sameClass: 3, sameWrites: 3, differences: [] };
    const targets = judge({ results, sizes: sizes([1, 2, 3, 9]), agreement });
    expect(targets.map((target) => target.verdict)).toEqual(["FAIL", "FAIL", "PASS", "FAIL", "FAIL"]);
  });

  it("does not judge what was not measured", () => {
    const targets = judge({ results: [result("floor", 1), result("tsc-6.0.3", 12)], sizes: [], agreement: null });
    expect(targets.every((target) => target.verdict === "not measured")).toBe(true);
  });
});

describe("deviation from a line", () => {
  it("is 1 for a line with a constant part", () => {
    expect(deviationFromLine(sizes([1.25, 1.5, 2, 3]))).toBeCloseTo(1);
  });

  it("is large for quadratic growth", () => {
    expect(deviationFromLine(sizes([1, 4, 16, 64]))).toBeGreaterThan(1.6);
  });
});

function result(key: string, seconds: number): Result {
  return { key, title: key, seconds, runs: [seconds], peakBytes: null, stdout: "" };
}

/** Times for 100, 200, 400 and 800 handlers. */
function sizes(seconds: readonly number[]): Parameters<typeof deviationFromLine>[0] {
  return seconds.map((value, index) => ({ handlers: 100 * 2 ** index, seconds: value, peakBytes: null }));
}
