import { expect, test } from "vitest";
import { exitCodeOf, type Outcome } from "../../src/cli/exit-code.ts";

test.each<[string, Outcome, number]>([
  ["a report", { kind: "reported" }, 0],
  ["a check that holds", { kind: "checked", violations: 0 }, 0],
  ["a check that fails", { kind: "checked", violations: 3 }, 1],
  ["a preview", { kind: "previewed", pending: 5, refused: 0, mustBeClean: false }, 0],
  ["a preview that must be clean", { kind: "previewed", pending: 5, refused: 0, mustBeClean: true }, 1],
  ["a preview that is clean", { kind: "previewed", pending: 0, refused: 0, mustBeClean: true }, 0],
  ["a preview with a refused file", { kind: "previewed", pending: 5, refused: 1, mustBeClean: false }, 1],
  ["a change", { kind: "applied", refused: 0, remaining: 0 }, 0],
  ["a change with a refused file", { kind: "applied", refused: 1, remaining: 0 }, 1],
  ["an interrupted change", { kind: "applied", refused: 1, remaining: 4 }, 130],
  ["a failure", { kind: "failed" }, 2],
])("%s", (_shape, outcome, code) => {
  expect(exitCodeOf(outcome)).toBe(code);
});
