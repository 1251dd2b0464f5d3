import { readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { keepVerdicts, readVerdicts } from "../../src/apply/verdict-file.ts";
import type { KeptVerdict } from "../../src/model/verification.ts";
import { commitAll, git } from "../support/git.ts";
import { temporaryTree } from "../support/temporary-tree.ts";

function kept(id: string, verdict: KeptVerdict["verdict"] = "same"): KeptVerdict {
  const faults = { statement: 2, external: 1 };
  return { id, verdict, requests: 1, faults, unlisted: [], base: "abc", files: { "a.ts": "1" } };
}

test("later verdicts take the place of earlier ones on the same handlers, and git sees none of it", () => {
  const root = temporaryTree({ "a.ts": "" });
  commitAll(root);
  keepVerdicts(root, [kept("b.ts#GET"), kept("a.ts#GET")]);
  keepVerdicts(root, [kept("b.ts#GET", "different")]);
  expect(readVerdicts(root)).toEqual([kept("a.ts#GET"), kept("b.ts#GET", "different")]);
  expect(readdirSync(join(root, ".migrate-sessions")).sort()).toEqual([".gitignore", "verification.json"]);
  expect(git(root, "status", "--porcelain")).toBe("");
});

test.each([
  ["nothing", null],
  ["text that is no JSON", "{"],
  ["JSON of another shape", `[]`],
  ["a verdict that is none", `{ "handlers": [{ "id": "a", "verdict": "good" }, null] }`],
])("%s is no verdict", (_shape, text) => {
  const root = temporaryTree(text === null ? {} : { ".migrate-sessions/verification.json": text });
  expect(readVerdicts(root)).toEqual([]);
});

test("a directory that leads out of the repository is not written to", () => {
  const [root, outside] = [temporaryTree(), temporaryTree()];
  symlinkSync(outside, join(root, ".migrate-sessions"));
  expect(() => {
    keepVerdicts(root, [kept("a.ts#GET")]);
  }).toThrow("leads out of the repository");
  expect(readdirSync(outside)).toEqual([]);
});

test("what cannot be written is said", () => {
  const root = temporaryTree();
  writeFileSync(join(root, ".migrate-sessions"), "");
  expect(() => {
    keepVerdicts(root, [kept("a.ts#GET")]);
  }).toThrow("cannot be written");
});
