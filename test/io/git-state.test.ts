import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { gitState } from "../../src/io/git-state.ts";
import { commitAll, git } from "../support/git.ts";
import { temporaryTree } from "../support/temporary-tree.ts";

test("a clean tree has no changes", () => {
  const root = temporaryTree({ "a.ts": "1" });
  commitAll(root);
  expect(gitState(root)).toEqual({ kind: "repository", changed: [], untracked: [] });
});

test("changed, staged, deleted, renamed and unknown files, whatever their names are", () => {
  const root = temporaryTree({
    "a.ts": "1",
    "app/[id]/ä b.ts": "1",
    "gone.ts": "1",
    "old.ts": "1",
    ".gitignore": "ignored\n",
  });
  commitAll(root);
  writeFileSync(join(root, "a.ts"), "2");
  writeFileSync(join(root, "app/[id]/ä b.ts"), "2");
  git(root, "add", "a.ts");
  git(root, "mv", "old.ts", "new.ts");
  rmSync(join(root, "gone.ts"));
  writeFileSync(join(root, "ignored"), "");
  writeFileSync(join(root, "unknown.ts"), "");
  const state = gitState(root);
  expect(state).toMatchObject({ kind: "repository", untracked: ["unknown.ts"] });
  expect(state.kind === "repository" && state.changed.toSorted()).toEqual(
    ["a.ts", "app/[id]/ä b.ts", "gone.ts", "new.ts", "old.ts"].toSorted(),
  );
});

test("a root below the top of its repository sees only itself, by its own paths", () => {
  const top = temporaryTree({ "apps/portal/a.ts": "1", "apps/other/b.ts": "1" });
  commitAll(top);
  writeFileSync(join(top, "apps/portal/a.ts"), "2");
  writeFileSync(join(top, "apps/portal/new.ts"), "");
  writeFileSync(join(top, "apps/other/b.ts"), "2");
  const root = join(top, "apps/portal");
  expect(gitState(root)).toEqual({ kind: "repository", changed: ["a.ts"], untracked: ["new.ts"] });
});

test("a directory that is no repository, and a repository that is broken", () => {
  expect(gitState(temporaryTree())).toEqual({ kind: "none" });
  const broken = temporaryTree({ "a.ts": "1" });
  commitAll(broken);
  writeFileSync(join(broken, ".git/index"), "no index");
  const state = gitState(broken);
  expect(state.kind === "unknown" && state.problem).toMatch(/index/);
});
