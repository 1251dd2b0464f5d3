import { EventEmitter } from "node:events";
import { describe, expect, test } from "vitest";
import { beforeAbruptEnd } from "../../src/io/abrupt-end.ts";
import { processIo, type ProcessLike } from "../../src/io/process-io.ts";

class FakeStream extends EventEmitter {
  written = "";
  readonly isTTY: boolean;
  constructor(isTTY: boolean) {
    super();
    this.isTTY = isTTY;
  }
  write(text: string): boolean {
    this.written += text;
    return true;
  }
}

interface FakeProcess {
  readonly process: ProcessLike & EventEmitter;
  readonly stdout: FakeStream;
  readonly stderr: FakeStream;
  /** Signals that were sent. */
  readonly kills: readonly string[];
}

function fakeProcess(env: Record<string, string> = {}, isTTY = true): FakeProcess {
  const kills: string[] = [];
  const stdout = new FakeStream(isTTY);
  const stderr = new FakeStream(isTTY);
  const process = Object.assign(new EventEmitter(), {
    stdout,
    stderr,
    env,
    cwd: () => "/work",
    pid: 1234,
    kill: (pid: number, signal: string) => kills.push(`${signal} ${pid}`),
  });
  return { process, stdout, stderr, kills };
}

function systemError(code: string): Error {
  return Object.assign(new Error(code), { code });
}

test("after a broken pipe nothing more is written, and nothing is thrown", () => {
  const { process, stdout } = fakeProcess();
  const io = processIo(process);
  io.out("one");
  stdout.emit("error", systemError("EPIPE"));
  io.out("two");
  expect(stdout.written).toBe("one");
});

test("a full disk is said, ends the output, and is exit code 2 whatever the command says at its end", () => {
  const { process, stdout, stderr } = fakeProcess();
  const io = processIo(process);
  stdout.emit("error", systemError("ENOSPC"));
  stdout.emit("error", systemError("ENOSPC"));
  io.out("two");
  process.exitCode = 0;
  process.emit("exit");
  expect(stdout.written).toBe("");
  expect(stderr.written).toBe("error: The output cannot be written (ENOSPC). It is not complete.\n");
  expect(process.exitCode).toBe(2);
});

test("an error that is not the system's is not hidden", () => {
  const { process, stdout } = fakeProcess();
  processIo(process);
  expect(() => stdout.emit("error", new Error("a bug"))).toThrow("a bug");
});

describe("colours", () => {
  test.each([
    ["a terminal", {}, true, true],
    ["a pipe", {}, false, false],
    ["NO_COLOR", { NO_COLOR: "1" }, true, false],
    ["an empty NO_COLOR", { NO_COLOR: "" }, true, true],
    ["FORCE_COLOR in a pipe", { FORCE_COLOR: "1" }, false, true],
    ["FORCE_COLOR=0", { FORCE_COLOR: "0" }, true, false],
    ["a dumb terminal", { TERM: "dumb" }, true, false],
  ])("%s", (_shape, env, isTTY, expected) => {
    expect(processIo(fakeProcess(env, isTTY).process).color).toBe(expected);
  });
});

test("progress needs a terminal that is not a CI's", () => {
  expect(processIo(fakeProcess().process).isTerminal).toBe(true);
  expect(processIo(fakeProcess({ CI: "true" }).process).isTerminal).toBe(false);
  expect(processIo(fakeProcess({}, false).process).isTerminal).toBe(false);
});

test("listens for one Ctrl-C, and not when nobody listens any more", () => {
  const { process } = fakeProcess();
  let pressed = 0;
  const stop = processIo(process).onInterrupt(() => pressed++);
  expect(process.listenerCount("SIGINT")).toBe(1);
  process.emit("SIGINT");
  expect([pressed, process.listenerCount("SIGINT")]).toEqual([1, 0]);
  processIo(process).onInterrupt(() => pressed++)();
  expect(process.listenerCount("SIGINT")).toBe(0);
  stop();
});

test("a request to end from another program counts as Ctrl-C; then neither is listened to, so the second ends it", () => {
  const { process } = fakeProcess();
  let pressed = 0;
  processIo(process).onInterrupt(() => pressed++);
  process.emit("SIGTERM");
  expect([pressed, process.listenerCount("SIGINT"), process.listenerCount("SIGTERM")]).toEqual([1, 0, 0]);
});

test("a second Ctrl-C ends the process by the signal, after what is left over has been removed", () => {
  const { process, kills } = fakeProcess();
  const removed: string[] = [];
  const forget = beforeAbruptEnd(() => removed.push("first"));
  beforeAbruptEnd(() => removed.push("second"));
  processIo(process).onInterrupt(() => undefined);
  process.emit("SIGINT");
  expect([removed, kills]).toEqual([[], []]);
  forget();
  process.emit("SIGTERM");
  expect([removed, kills]).toEqual([["second"], ["SIGTERM 1234"]]);
  expect([process.listenerCount("SIGINT"), process.listenerCount("SIGTERM")]).toEqual([0, 0]);
});
