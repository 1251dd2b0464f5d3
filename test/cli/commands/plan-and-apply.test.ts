import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { commitAll } from "../../support/git.ts";
import { creating } from "../../support/plans.ts";
import { cli, committed, legacy, migrated, orders, skus } from "../../support/run-cli.ts";
import { readTree } from "../../support/temporary-tree.ts";

describe("plan and apply", () => {
  test("do in two steps what run does, and a second apply changes nothing", async () => {
    const root = committed();
    const planned = await cli(root, ["plan", "-o", "plan.json"]);
    expect(planned).toMatchObject({ code: 0, stdout: "" });
    expect(planned.stderr).toContain("Planned 2 handlers in 2 files.");
    const applied = await cli(root, ["apply", "plan.json"]);
    expect(applied.code).toBe(0);
    expect(readTree(root)).toMatchObject({ [orders]: migrated, [skus]: migrated });
    expect(await cli(root, ["apply", "plan.json"])).toMatchObject({ code: 0, stdout: "Nothing to change.\n" });
  });

  test("a plan goes to stdout without -o, alone", async () => {
    const { stdout } = await cli(committed(), ["plan"]);
    expect(JSON.parse(stdout)).toMatchObject({ version: 1, kind: "handlers" });
  });

  test("a file that changed in between is refused, the others are migrated", async () => {
    const root = committed();
    await cli(root, ["plan", "-o", "plan.json"]);
    writeFileSync(join(root, orders), `${legacy}// later\n`);
    commitAll(root);
    const preview = await cli(root, ["apply", "plan.json", "--dry-run"]);
    expect(preview.code).toBe(1);
    expect(preview.stdout).not.toContain(orders);
    const { code, stderr } = await cli(root, ["apply", "plan.json"]);
    expect(code).toBe(1);
    expect(stderr).toContain(`Refused ${orders}: MS5001`);
    expect(readTree(root)).toMatchObject({ [orders]: `${legacy}// later\n`, [skus]: migrated });
    const again = await cli(root, ["apply", "plan.json"]);
    expect(again.stdout).toBe("Migrated handlers in 0 of 2 files; 1 had the change already.\n");
  });

  test.each([
    ["is not there", null, "There is no plan file plan.json."],
    ["is corrupt", "{", "not a plan"],
    [
      "leads out of the root",
      JSON.stringify({
        version: 1,
        tool: { name: "", version: "" },
        kind: "handlers",
        files: [creating("../x.ts", "")],
      }),
      "must stay inside the root",
    ],
  ])("a plan file that %s", async (_shape, text, message) => {
    const root = committed();
    if (text !== null) writeFileSync(join(root, "plan.json"), text);
    const { code, stderr } = await cli(root, ["apply", "plan.json"]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(existsSync(join(root, "../x.ts"))).toBe(false);
  });
});
