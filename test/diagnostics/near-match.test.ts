import { expect, test } from "vitest";
import { didYouMean, nearMatch } from "../../src/diagnostics/near-match.ts";

const commands = ["analyze", "init", "run", "plan", "apply", "check", "explain"];

test.each([
  ["analyse", "analyze"],
  ["aply", "apply"],
  ["plna", "plan"],
  ["chekc", "check"],
  ["EXPLAIN", "explain"],
  ["rum", "run"],
])("%s is near %s", (word, expected) => {
  expect(nearMatch(word, commands)).toBe(expected);
});

test("a word that is like none has no match", () => {
  expect(nearMatch("rollback", commands)).toBeNull();
  expect(nearMatch("", commands)).toBeNull();
  expect(didYouMean("rollback", commands)).toBe("");
});

test("the nearest of several wins", () => {
  expect(nearMatch("--formt", ["--force", "--format"])).toBe("--format");
  expect(didYouMean("--formt", ["--force", "--format"])).toBe(' Did you mean "--format"?');
});
