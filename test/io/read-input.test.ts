import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { UserError } from "../../src/diagnostics/user-error.ts";
import { readInput } from "../../src/io/read-input.ts";

test("a file that is not there is null", () => {
  expect(readInput(tmpdir(), "no-such-plan.json")).toBe(null);
});

test("a directory is named as one, with what to do", () => {
  expect(() => readInput(tmpdir(), ".")).toThrow(new UserError(". is a directory.", "Name a file."));
});
