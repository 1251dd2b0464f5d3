import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { cli, committed, legacy, migrated, orders, sample, skus } from "../support/run-cli.ts";
import { readTree, temporaryTree } from "../support/temporary-tree.ts";

describe("a git tree with uncommitted changes", () => {
  test("is refused, with the files; --force goes on", async () => {
    const root = committed();
    writeFileSync(join(root, orders), `${legacy}// mine\n`);
    const { code, stderr } = await cli(root, ["run"]);
    expect(code).toBe(2);
    expect(stderr).toContain(`not committed:\n  ${orders}\n`);
    expect(stderr).toContain("--force");
    expect(readTree(root)).toEqual({ [orders]: `${legacy}// mine\n`, [skus]: legacy });
    expect((await cli(root, ["run", "--force"])).code).toBe(0);
  });

  test("is no obstacle to a dry run, nor to a run with nothing to do", async () => {
    const root = committed({ [orders]: migrated });
    writeFileSync(join(root, orders), `${migrated}// mine\n`);
    expect((await cli(root, ["run", "--dry-run"])).code).toBe(0);
    expect((await cli(root, ["run"])).code).toBe(0);
  });

  test("is accepted where the changes are an earlier run's own", async () => {
    const root = committed();
    expect((await cli(root, ["run", "--limit", "1"])).code).toBe(0);
    expect((await cli(root, ["run", "--limit", "1"])).code).toBe(0);
    expect(readTree(root)).toEqual({ [orders]: migrated, [skus]: migrated });
  });

  test("is refused where an earlier run's file was edited since", async () => {
    const root = committed();
    await cli(root, ["run", "--limit", "1"]);
    writeFileSync(join(root, orders), `${migrated}// mine\n`);
    expect((await cli(root, ["run"])).code).toBe(2);
  });

  test("files that git does not know count only if they would be changed", async () => {
    const root = committed();
    writeFileSync(join(root, "notes.md"), "mine\n");
    expect((await cli(root, ["run", "--limit", "1"])).code).toBe(0);
    const fresh = committed({ [orders]: legacy });
    writeFileSync(join(fresh, "src/app/api/route.ts"), legacy);
    expect((await cli(fresh, ["run"])).code).toBe(2);
  });

  test("no repository at all: says where the originals are", async () => {
    const { code, stderr } = await cli(temporaryTree(sample), ["run"]);
    expect(code).toBe(0);
    expect(stderr).toContain(".migrate-sessions/journal.jsonl");
  });
});
