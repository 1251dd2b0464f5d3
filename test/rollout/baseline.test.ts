import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { baselineOf, emptyBaseline, formatBaseline, parseBaseline } from "../../src/rollout/baseline.ts";
import { anyResult } from "../support/arbitrary-result.ts";
import { plannedHandler, resultOf } from "../support/planned-handler.ts";

test("what is written is read again, and is the same text the next time", () => {
  fc.assert(
    fc.property(anyResult, (result) => {
      const baseline = baselineOf(result);
      const text = formatBaseline(baseline);
      expect(parseBaseline(text)).toEqual({ ok: true, baseline });
    }),
  );
});

test("one id a line, sorted, each once", () => {
  expect(formatBaseline({ version: 1, handlers: ["b#GET", "a#GET", "b#GET"] })).toBe(
    '{\n  "version": 1,\n  "handlers": [\n    "a#GET",\n    "b#GET"\n  ]\n}\n',
  );
});

test("legacy handlers are in it, migrated ones are not", () => {
  const legacy = plannedHandler({ id: "legacy" });
  const migrated = plannedHandler({ id: "migrated", state: "migrated", tier: "done" });
  expect(baselineOf(resultOf([migrated, legacy])).handlers).toEqual(["legacy"]);
  expect(baselineOf(resultOf([migrated]))).toEqual(emptyBaseline);
});

describe("refused, with what to do", () => {
  test.each([
    ["cut off in the middle", '{ "version": 1, "hand', /^It is not JSON \(/],
    ["empty", "", /^It is not JSON \(/],
    ["a list", "[]", /^It must hold an object/],
    ["null", "null", /^It must hold an object/],
    ["no version", '{ "handlers": [] }', /^Its "version" must be 1, and is missing\./],
    ["a later version", '{ "version": 2, "handlers": [] }', /^Its "version" must be 1, and is 2\./],
    ["no handlers", '{ "version": 1 }', /^Its "handlers" must be a list/],
    ["a handler that is not a text", '{ "version": 1, "handlers": [1] }', /^Its "handlers" must be a list/],
    ["an unknown key", '{ "version": 1, "handlers": [], "handler": [] }', /^It has an unknown key: "handler"\./],
  ])("%s", (_, text, expected) => {
    const parsed = parseBaseline(text);
    expect(parsed.ok ? "" : parsed.problem).toMatch(expected);
    expect(parsed.ok ? "" : parsed.problem).toMatch(/`migrate-sessions check --update-baseline`\.$/);
  });
});
