import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commitAll } from "../support/git.ts";
import { cli, committed, expectRefusal, skus } from "../support/run-cli.ts";
import { readTree } from "../support/temporary-tree.ts";

// Without the tsconfig the wrapper is not found: its handlers would move to a replacement that may not exist.
test("a directory inside an application is refused with the way to its root, and nothing is written", async () => {
  const root = committed();
  writeFileSync(join(root, "tsconfig.json"), "{}");
  commitAll(root);
  const before = readTree(root, [".git"]);
  for (const command of [[], ["run"], ["init"], ["check"]]) {
    const result = await cli(join(root, "src/app"), command);
    expectRefusal(result, "This directory is only a part of an application.");
    expect(result.stderr).toContain("--cwd ../..");
  }
  expect((await cli(root, ["--cwd", "src/app"])).stderr).toContain("--cwd .;");
  expect(readTree(root, [".git"])).toEqual(before);
});

test("a package of a repository is an application of its own", async () => {
  const root = committed();
  writeFileSync(join(root, "package.json"), "{}");
  mkdirSync(join(root, "src/app"), { recursive: true });
  writeFileSync(join(root, "src/app/package.json"), "{}");
  commitAll(root);
  const { code, stdout } = await cli(join(root, "src/app"), ["--format", "json"]);
  expect(code).toBe(0);
  expect(stdout).toContain(skus.slice("src/app/".length));
});
