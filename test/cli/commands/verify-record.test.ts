import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { verifyRecord } from "../../../src/cli/commands/verify-record.ts";
import type { RecordOptions } from "../../../src/cli/options.ts";
import { UserError } from "../../../src/diagnostics/user-error.ts";
import { fakePipeline } from "../../support/fake-pipeline.ts";
import { cli } from "../../support/run-cli.ts";
import { memoryIo, type MemoryIo } from "../../support/memory-io.ts";
import { readTree, temporaryTree } from "../../support/temporary-tree.ts";

const tool = { name: "migrate-sessions", version: "1.2.3" };

async function application(): Promise<string> {
  const server = createServer((_request, response) => response.end("fine"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
  });
  return `http://localhost:${(server.address() as AddressInfo).port}/portal`;
}

function start(
  root: string,
  options: Partial<RecordOptions>,
): { readonly io: MemoryIo; readonly code: Promise<number> } {
  const io = memoryIo({ cwd: root });
  const context = { io, tool, loadPipeline: () => Promise.resolve(fakePipeline()) };
  const all = { cwd: null, config: null, quiet: false, color: false, port: null, out: "rec.har", force: false };
  return { io, code: verifyRecord(context, { target: "http://localhost:1", ...all, ...options }) };
}

async function recorderOf(io: MemoryIo): Promise<string> {
  return vi.waitFor(() => {
    const [, url] = /Open (\S+) in the browser/.exec(io.stderr()) ?? [];
    if (url === undefined) throw new Error("not yet");
    return url;
  });
}

test("records until Ctrl-C, and writes what its owner alone can read", async () => {
  const root = temporaryTree();
  const { io, code } = start(root, { target: await application() });
  const url = await recorderOf(io);
  expect(url).toMatch(/^http:\/\/localhost:\d+\/portal$/);
  await (await fetch(`${url}/orders?open=1`)).text();
  await vi.waitFor(() => expect(io.stderr()).toMatch(/\n {2}GET \/portal\/orders\?open=1 200 \d+ ms\n/));
  io.pressInterrupt();
  expect(await code).toBe(0);
  expect(io.stderr()).toContain("Wrote 1 request to rec.har.\n");
  expect(io.stderr()).toContain("add rec.har to .gitignore");
  expect(io.stdout()).toBe("");
  expect(Object.keys(readTree(root))).toEqual(["rec.har"]);
  expect(statSync(join(root, "rec.har")).mode & 0o777).toBe(0o600);
  expect(JSON.parse(readFileSync(join(root, "rec.har"), "utf8"))).toMatchObject({
    log: { version: "1.2", creator: tool, entries: [{ request: { method: "GET" } }] },
  });
});

test("writes nothing if nothing was recorded", async () => {
  const root = temporaryTree();
  const { io, code } = start(root, { target: await application() });
  await recorderOf(io);
  io.pressInterrupt();
  expect(await code).toBe(0);
  expect(io.stderr()).toContain("Nothing was recorded, and rec.har is not written.");
  expect(readTree(root)).toEqual({});
});

test("--force replaces a recording, and its mode too; --quiet says nothing", async () => {
  const root = temporaryTree({ "rec.har": "old" });
  const port = await freePort();
  const { io, code } = start(root, { target: await application(), force: true, quiet: true, port });
  await vi.waitFor(async () => (await fetch(`http://127.0.0.1:${port}/`)).text());
  await new Promise((resolve) => setTimeout(resolve, 50));
  io.pressInterrupt();
  expect(await code).toBe(0);
  expect(io.stderr()).toBe("");
  expect(statSync(join(root, "rec.har")).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(root, "rec.har"), "utf8")).toContain('"entries"');
});

test.each([
  ["a file that is there", { out: "rec.har" }, "rec.har is there already."],
  [
    "a target that is no URL",
    { target: "localhost:3000", out: "new.har" },
    "localhost:3000 is not the URL of an application.",
  ],
  ["a target without a scheme", { target: "3000", out: "new.har" }, "3000 is not the URL of an application."],
])("%s is an expected error", async (_shape, options, message) => {
  const root = temporaryTree({ "rec.har": "old" });
  const { code } = start(root, options);
  await expect(code).rejects.toThrow(UserError);
  await expect(code).rejects.toThrow(message);
  expect(readTree(root)).toEqual({ "rec.har": "old" });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test("its help has its own options and those of every command, not those of verify", async () => {
  const { stdout } = await cli(temporaryTree(), ["verify", "record", "--help"]);
  expect(stdout).toContain("--target <url>");
  expect(stdout).toContain("--cwd <dir>");
  expect(stdout).not.toContain("--embedded");
});
