import { expect, test } from "vitest";
import { run } from "../../src/cli/run.ts";
import { fakePipeline } from "../support/fake-pipeline.ts";
import { memoryIo } from "../support/memory-io.ts";
import { cli, committed, legacy, migrated, orders, skus } from "../support/run-cli.ts";
import { readTree } from "../support/temporary-tree.ts";

test("Ctrl-C while files are written: the rest is left, and the message says how to go on", async () => {
  const root = committed();
  const io = memoryIo({ cwd: root, isTerminal: true });
  const interrupting = {
    ...io,
    err: (text: string) => (text.includes("writing 50 %") ? io.pressInterrupt() : io.err(text)),
  };
  const code = await run(["node", "migrate-sessions", "run"], interrupting, () => Promise.resolve(fakePipeline()));
  expect(code).toBe(130);
  expect(io.stderr()).toContain("Interrupted: 1 file done, 1 left as before, none half-written.");
  expect(io.stderr()).toContain("Run the same command again to go on.");
  expect(readTree(root)).toEqual({ [orders]: migrated, [skus]: legacy });
  expect((await cli(root, ["run"])).code).toBe(0);
  expect(readTree(root)).toEqual({ [orders]: migrated, [skus]: migrated });
});
