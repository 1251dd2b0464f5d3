import { describe, expect, test } from "vitest";
import { run } from "../../src/cli/run.ts";
import { memoryIo } from "../support/memory-io.ts";
import { cli, committed } from "../support/run-cli.ts";

describe("errors", () => {
  test.each([
    ["an unknown flag", ["run", "--dryrun"]],
    ["an unknown command", ["rnu"]],
    ["a missing argument", ["apply"]],
  ])("%s: exit code 2, nothing on stdout", async (_shape, line) => {
    expect(await cli(committed(), line)).toMatchObject({ code: 2, stdout: "" });
  });

  test("a bug is told from an error of use", async () => {
    const io = memoryIo({ cwd: committed() });
    const code = await run(["node", "migrate-sessions"], io, () => Promise.reject(new TypeError("boom")));
    expect(code).toBe(2);
    expect(io.stderr()).toContain("This is a bug in migrate-sessions");
    expect(io.stderr()).toContain("TypeError: boom");
  });
});
