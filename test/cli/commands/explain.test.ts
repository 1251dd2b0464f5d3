import { describe, expect, test } from "vitest";
import { cli, committed, skus } from "../../support/run-cli.ts";

describe("explain", () => {
  test("shows one handler with its diff, as text and as JSON", async () => {
    const root = committed();
    const text = await cli(root, ["explain", `${skus}#GET`]);
    expect(text.code).toBe(0);
    expect(text.stdout).toContain(`${skus}#GET`);
    expect(text.stdout).toContain("+export const GET");
    const { stdout } = await cli(root, ["explain", `${skus}#GET`, "--format", "json"]);
    expect(JSON.parse(stdout)).toMatchObject({ version: 1, handler: { id: `${skus}#GET`, tier: "auto" } });
  });

  test("an id that is not there: the ones that were probably meant", async () => {
    const { code, stderr } = await cli(committed(), ["explain", "src/app/api/skus/route.ts#GET"]);
    expect(code).toBe(2);
    expect(stderr).toContain(`${skus}#GET`);
  });
});
