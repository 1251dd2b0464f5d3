import { describe, expect, test } from "vitest";
import { diagnostic } from "../../../src/diagnostics/create.ts";
import { cli, committed, expectRefusal, legacy, migrated, orders, sample, skus } from "../../support/run-cli.ts";
import { readTree } from "../../support/temporary-tree.ts";

describe("run", () => {
  test("migrates, says what it did, and a second run changes nothing", async () => {
    const root = committed();
    const first = await cli(root, ["run"]);
    expect(first.code).toBe(0);
    expect(first.stdout).toBe(`Migrated handlers in 2 of 2 files.\n  ${orders}\n  ${skus}\n`);
    const tree = readTree(root);
    expect(tree).toEqual({ [orders]: migrated, [skus]: migrated });
    const second = await cli(root, ["run"]);
    expect([second.code, second.stdout]).toEqual([0, "Nothing to change.\n"]);
    expect(second.stderr).toBe(
      "Every handler is migrated already. Next: migrate-sessions check (keeps it so: run it in CI)\n",
    );
    expect(readTree(root)).toEqual(tree);
  });

  test("--dry-run prints a diff and writes nothing, not even a journal", async () => {
    const root = committed();
    const { code, stdout, stderr } = await cli(root, ["run", "--dry-run"]);
    expect(code).toBe(0);
    expect(stdout).toContain(`--- a/${orders}\n+++ b/${orders}\n`);
    expect(stderr).toContain("Would change 2 handlers in 2 files. Nothing has been written.");
    expect(readTree(root, [".git"])).toEqual(sample);
  });

  test("--check fails while changes are pending, under every format and --quiet", async () => {
    const root = committed();
    for (const flags of [
      [],
      ["--quiet"],
      ["--format", "json"],
      ["--format", "text"],
      ["--format", "json", "--out", "o"],
    ]) {
      expect((await cli(root, ["run", "--check", ...flags])).code, flags.join(" ")).toBe(1);
    }
    await cli(root, ["run"]);
    expect((await cli(root, ["run", "--dry-run", "--check"])).code).toBe(0);
  });

  test("--only and --limit choose; an id that is misspelt is an error with the one that was meant", async () => {
    const root = committed();
    await cli(root, ["run", "--only", `${skus}#GET`]);
    expect(readTree(root)).toEqual({ [orders]: legacy, [skus]: migrated });
    const wrong = await cli(root, ["run", "--only", "src/app/api/order/route.ts#GET"]);
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain(`Did you mean:\n    ${orders}#GET`);
    expectRefusal(await cli(root, ["run", "--only", "srcc/**"]), "No handler matches --only srcc/**.");
  });

  test("--format json says the same for programs", async () => {
    const root = committed();
    const { stdout } = await cli(root, ["run", "--limit", "1", "--format", "json"]);
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      dryRun: false,
      handlers: [`${orders}#GET`],
      written: [orders],
      created: [],
      unchanged: [],
      remaining: [],
      refused: [],
    });
  });

  test("--quiet leaves out what only confirms", async () => {
    expect(await cli(committed(), ["run", "--quiet"])).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  test("the replacement is not exported yet: says run init, and changes nothing", async () => {
    const root = committed();
    const missing = diagnostic(
      "MS1003",
      { file: "src/lib/auth/sales.ts", line: 1 },
      { replacement: "withSalesSessionV2", module: "src/lib/auth/sales.ts" },
    );
    for (const command of [["run"], ["plan"], ["plan", "-o", "plan.json"]]) {
      const { code, stdout, stderr } = await cli(root, command, { diagnostics: [missing] });
      expect([code, stdout]).toEqual([2, ""]);
      expect(stderr).toContain("Run `migrate-sessions init` first.");
    }
    expect((await cli(root, ["run", "--dry-run"], { diagnostics: [missing] })).code).toBe(0);
    expect(readTree(root)).toEqual(sample);
  });
});
