import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import picocolors from "picocolors";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { memoryWorkspace } from "../../src/io/memory-workspace.ts";
import { hashOf } from "../../src/io/text-file.ts";
import type { Plan, PlannedFile } from "../../src/model/plan.ts";
import { fileDiff, paintDiff, planDiff } from "../../src/report/diff.ts";
import type { FileChange } from "../../src/report/diff.ts";

let repository: string;

beforeEach(() => {
  repository = mkdtempSync(join(tmpdir(), "migrate-sessions-diff-"));
  execFileSync("git", ["init", "--quiet"], { cwd: repository });
});

afterEach(() => rmSync(repository, { recursive: true, force: true }));

function write(file: string, text: string): void {
  mkdirSync(dirname(join(repository, file)), { recursive: true });
  writeFileSync(join(repository, file), text);
}

/** Writes the state before, lets git apply the diffs, and compares every file with the state after. */
function expectThatGitApplies(changes: readonly FileChange[]): void {
  for (const { file, before } of changes) if (before !== null) write(file, before);
  const patch = changes.map(fileDiff).join("");
  if (patch !== "") execFileSync("git", ["apply", "--whitespace=nowarn", "-"], { cwd: repository, input: patch });
  for (const { file, after } of changes) expect(readFileSync(join(repository, file), "utf8")).toBe(after);
}

const before = ["one", "two", "three", "four", "five", "six", "seven", "eight", ""].join("\n");
const after = before.replace("four", "vier\nund mehr");

describe("git applies", () => {
  test.each<[string, FileChange]>([
    ["a change in the middle", { file: "src/a.ts", before, after }],
    ["a path with brackets, parentheses and at signs", { file: "app/(sales)/@modal/[...id]/route.ts", before, after }],
    ["a path with spaces", { file: "src/my files/a b.ts", before, after }],
    ["a path with quotes, pipes and letters beyond ASCII", { file: 'src/"ü|é".ts', before, after }],
    [
      "CRLF line ends",
      { file: "crlf.ts", before: before.replaceAll("\n", "\r\n"), after: after.replaceAll("\n", "\r\n") },
    ],
    ["mixed line ends", { file: "mixed.ts", before: "a\r\nb\nc\r\n", after: "a\r\nB\nc\r\n" }],
    ["a byte order mark that stays", { file: "bom.ts", before: `\uFEFF${before}`, after: `\uFEFF${after}` }],
    [
      "a change of the line with the byte order mark",
      { file: "bom.ts", before: `\uFEFF${before}`, after: `\uFEFFzero\n${before}` },
    ],
    ["no line end at the end of the file", { file: "a.ts", before: "a\nb", after: "a\nc" }],
    ["a line end that appears at the end", { file: "a.ts", before: "a\nb", after: "a\nb\n" }],
    ["a line end that goes at the end", { file: "a.ts", before: "a\nb\n", after: "a\nb" }],
    ["a created file", { file: "src/new/file.ts", before: null, after: "export const a = 1;\n" }],
    ["a created file with spaces in its path", { file: "src/new dir/a file.ts", before: null, after: "a\n" }],
    ["a created file without a line end", { file: "new.ts", before: null, after: "a" }],
    ["an empty file that gets content", { file: "empty.ts", before: "", after: "a\n" }],
    ["lines that look like a diff", { file: "a.ts", before: "-- a\n++ b\n@@ c\n", after: "-- b\n++ b\n@@ d\n" }],
    ["characters beyond the basic plane", { file: "a.ts", before: "😀 a\n\u2028b\n", after: "😀 b\n\u2028b\n" }],
    ["a lone carriage return", { file: "a.ts", before: "a\rb\nc\n", after: "a\rB\nc\n" }],
  ])("%s", (_, change) => {
    expectThatGitApplies([change]);
  });

  test("several files in one patch", () => {
    expectThatGitApplies([
      { file: "a.ts", before, after },
      { file: "b c.ts", before: "x", after: "y" },
      { file: "new.ts", before: null, after: "n\n" },
    ]);
  });

  test("any two texts", () => {
    const lines = fc.array(fc.constantFrom("a", "b", "", "  c", "+d", "-e", "@@", "\\ f"), { maxLength: 30 });
    const texts = fc.tuple(lines, fc.constantFrom("\n", "\r\n"), fc.boolean()).map(([content, lineEnd, ends]) => {
      return content.length === 0 ? "" : content.join(lineEnd) + (ends ? lineEnd : "");
    });
    fc.assert(
      fc.property(texts, texts, (from, to) => expectThatGitApplies([{ file: "any.ts", before: from, after: to }])),
      { numRuns: 40 },
    );
  });
});

describe("a plan", () => {
  const text = "import a;\ncall(db);\n";
  const planned = (changes: Partial<PlannedFile>): PlannedFile => ({
    file: "a.ts",
    hash: hashOf(text),
    handlers: ["a.ts#GET"],
    edits: [{ file: "a.ts", start: 15, end: 17, text: "tx" }],
    ...changes,
  });
  const planOf = (...files: PlannedFile[]): Plan => ({
    version: 1,
    tool: { name: "migrate-sessions", version: "0.0.0" },
    kind: "handlers",
    files,
  });

  test("is shown as what its edits change, byte order mark kept, files sorted", () => {
    const raw = `\uFEFF${text}`;
    const workspace = memoryWorkspace({ "a.ts": text, "b.ts": raw });
    const second = planned({ file: "b.ts", hash: hashOf(raw) });
    const create = planned({ file: "0.ts", hash: null, edits: [], create: "new\n" });

    const { text: diff, refused } = planDiff(planOf(second, planned({}), create), (file) => workspace.read(file));

    expect(refused).toEqual([]);
    expect(diff.match(/^diff --git .*$/gm)).toEqual([
      "diff --git a/0.ts b/0.ts",
      "diff --git a/a.ts b/a.ts",
      "diff --git a/b.ts b/b.ts",
    ]);
    expect(diff.match(/^[-+ ]?.*call.*$/gm)).toEqual(["-call(db);", "+call(tx);", "-call(db);", "+call(tx);"]);
    expect(diff).toContain(" \uFEFFimport a;");
  });

  test("leaves out files that changed, went away, or came into being since", () => {
    const workspace = memoryWorkspace({ "changed.ts": "other", "came.ts": "here" });
    const plan = planOf(
      planned({ file: "changed.ts" }),
      planned({ file: "gone.ts" }),
      planned({ file: "came.ts", hash: null, edits: [], create: "new" }),
    );

    const { text: diff, refused } = planDiff(plan, (file) => workspace.read(file));

    expect(diff).toBe("");
    expect(refused.map(({ code, file }) => [code, file])).toEqual([
      ["MS5001", "came.ts"],
      ["MS5001", "changed.ts"],
      ["MS5001", "gone.ts"],
    ]);
  });
});

test("colours change no character of the diff", () => {
  const diff = fileDiff({ file: "a.ts", before, after });
  expect(paintDiff(diff, picocolors.createColors(false))).toBe(diff);
  const painted = paintDiff(diff, picocolors.createColors(true));
  expect(painted).not.toBe(diff);
  // eslint-disable-next-line no-control-regex -- the escape character is what is removed
  expect(painted.replace(/\u001B\[\d+m/g, "")).toBe(diff);
});

test("a file that does not change has no diff", () => {
  expect(fileDiff({ file: "a.ts", before: "a", after: "a" })).toBe("");
});
