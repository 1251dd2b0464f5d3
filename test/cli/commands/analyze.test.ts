import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { cli, committed, expectRefusal, orders, sample, skus } from "../../support/run-cli.ts";
import { readTree } from "../../support/temporary-tree.ts";

describe("analyze", () => {
  test("is what runs without a command, writes nothing, and gives JSON for programs", async () => {
    const root = committed();
    const { code, stdout, stderr } = await cli(root, ["--format", "json"]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      handlers: [{ id: `${orders}#GET` }, { id: `${skus}#GET` }],
    });
    expect(readTree(root)).toEqual(sample);
  });

  test("prints a summary without colours where there is no terminal", async () => {
    const { code, stdout } = await cli(committed(), []);
    expect(code).toBe(0);
    expect(stdout).toContain("2 handlers");
    expect(stdout).not.toContain("\u001b");
  });

  test("writes a file for each format with --out", async () => {
    const root = committed();
    const { code, stdout, stderr } = await cli(root, ["--format", "text,json,md,diff", "--out", "reports"]);
    expect([code, stdout]).toEqual([0, ""]);
    expect(stderr).toContain("Wrote reports/report.json.");
    const tree = readTree(root);
    expect(Object.keys(tree).filter((file) => file.startsWith("reports"))).toEqual([
      "reports/report.diff",
      "reports/report.json",
      "reports/report.md",
      "reports/report.txt",
    ]);
    expect(tree["reports/report.diff"]).toContain("+export const GET = (r) => withSalesSessionV2");
  });

  test("refuses several formats without a place for them", async () => {
    const { code, stdout, stderr } = await cli(committed(), ["--format", "json,md"]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("--out DIR");
  });

  test("shows progress on a terminal only, on stderr, and clears it", async () => {
    const { stdout, stderr } = await cli(committed(), ["--format", "json"], { io: { isTerminal: true } });
    expect(stderr).toContain("reading 100 %");
    expect(stderr.endsWith("\r\u001b[K")).toBe(true);
    expect(stdout.startsWith("{")).toBe(true);
  });

  test("colours: on a terminal, never with --no-color or into a file", async () => {
    const root = committed();
    const escape = "\u001b[";
    expect((await cli(root, [], { io: { color: true } })).stdout).toContain(escape);
    expect((await cli(root, ["--no-color"], { io: { color: true } })).stdout).not.toContain(escape);
    await cli(root, ["--format", "text", "--out", "o"], { io: { color: true } });
    expect(readFileSync(join(root, "o/report.txt"), "utf8")).not.toContain(escape);
  });

  test("no handlers: says which names were looked for, and where", async () => {
    const { code, stdout, stderr } = await cli(committed({ "src/a.ts": "" }), []);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("no call of withSalesSession or withSalesSessionV2 in 1 files that match **/*.{ts,");
  });

  test("no such directory, and --cwd relative to where the process started", async () => {
    const root = committed();
    expectRefusal(await cli(root, ["--cwd", "nowhere"]), "There is no directory");
    expect(await cli(join(root, "src"), ["--cwd", "..", "--format", "json"])).toMatchObject({ code: 0 });
  });

  test("a configuration that is not valid", async () => {
    const root = committed({ ...sample, "migrate-sessions.config.json": `{ "sesions": [] }` });
    const { code, stderr } = await cli(root, []);
    expect(code).toBe(2);
    expect(stderr).toContain('Unknown key "sesions". Did you mean "sessions"?');
  });
});
