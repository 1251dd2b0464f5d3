import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { cli, committed, expectRefusal, legacy, sample } from "../../support/run-cli.ts";

describe("check", () => {
  test("fails on legacy handlers until they are in the baseline, and passes then", async () => {
    const root = committed();
    expect((await cli(root, ["check"])).code).toBe(1);
    const update = await cli(root, ["check", "--update-baseline"]);
    expect(update.code).toBe(0);
    expect(update.stderr).toContain("Wrote 2 legacy handlers to migrate-sessions.baseline.json.");
    expect((await cli(root, ["check"])).code).toBe(0);
    writeFileSync(join(root, "src/app/api/route.ts"), legacy);
    const { code, stdout } = await cli(root, ["check", "--format", "json"]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ violations: [{ code: "MS5006", file: "src/app/api/route.ts" }] });
  });

  test("a named baseline must be there and be one", async () => {
    const root = committed({ ...sample, "b.json": "[]" });
    expectRefusal(await cli(root, ["check", "--baseline", "none.json"]), "There is no baseline file none.json.");
    expectRefusal(await cli(root, ["check", "--baseline", "b.json"]), "b.json cannot be used");
    await cli(root, ["check", "--baseline", "b.json", "--update-baseline"]);
    expect((await cli(root, ["check", "--baseline", "b.json"])).code).toBe(0);
  });
});
