import { describe, expect, test } from "vitest";
import { UserError } from "../../src/diagnostics/user-error.ts";
import { formatPlan, parsePlan } from "../../src/plan/parse-plan.ts";
import { creating, planOf, replacing } from "../support/plans.ts";

const planned = replacing("src/app/api/orders/[id]/route.ts", "const a = 1;\n", { a: "b" });

test("a plan survives the way through its file", () => {
  const plan = planOf(planned, creating("src/lib/new.ts", "export {};\n"));
  expect(parsePlan(formatPlan(plan), "plan.json")).toEqual(plan);
});

describe("refuses, and says where it is wrong", () => {
  const edit = { file: planned.file, start: 0, end: 1, text: "" };
  test.each<[string, unknown, RegExp]>([
    ["what is not JSON", "{", /not a plan.*JSON/],
    ["another kind of JSON", [], /the whole: /],
    ["a report", { version: 1, tool: {}, handlers: [] }, /tool.name/],
    ["another version", { ...planOf(), version: 2 }, /version: /],
    ["unknown keys", { ...planOf(), shell: "rm" }, /shell/],
    [
      "a path out of the root",
      planOf({ ...planned, file: "../outside.ts" }),
      /files.0.file: must stay inside the root/,
    ],
    ["a path out of the root from inside", planOf({ ...planned, file: "src/../../x.ts" }), /must stay inside the root/],
    ["an absolute path", planOf(creating("/etc/cron.d/x", "")), /must be relative/],
    ["a drive", planOf(creating("C:/x", "")), /must be relative/],
    ["a git hook", planOf(creating(".git/hooks/post-commit", "")), /git's own files/],
    ["the same file twice", planOf(planned, planned), /is in it twice/],
    ["an edit of another file", planOf({ ...planned, edits: [{ ...edit, file: "b.ts" }] }), /edit of another file/],
    ["an edit that ends before it starts", planOf({ ...planned, edits: [{ ...edit, start: 2 }] }), /end before/],
    ["no hash and nothing to create", planOf({ ...planned, hash: null }), /either a hash or a text/],
    [
      "a file that is created and edited",
      planOf({ ...creating(planned.file, ""), edits: [edit] }),
      /created and edited/,
    ],
    ["a hash that is none", planOf({ ...planned, hash: "123" }), /files.0.hash/],
  ])("%s", (_shape, value, expected) => {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    expect(() => parsePlan(text, "plan.json")).toThrow(UserError);
    expect(() => parsePlan(text, "plan.json")).toThrow(expected);
  });
});
