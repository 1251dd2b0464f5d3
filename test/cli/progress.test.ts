import { expect, test } from "vitest";
import { progressLine } from "../../src/cli/progress.ts";
import { memoryIo } from "../support/memory-io.ts";

test("overwrites one line, and leaves nothing behind", () => {
  const io = memoryIo({ isTerminal: true });
  const progress = progressLine(io, false);
  progress.show("reading", 1, 3);
  progress.show("reading", 1, 3);
  progress.show("reading", 3, 3);
  progress.clear();
  expect(io.stderr()).toBe("\r\u001b[Kreading 33 %\r\u001b[Kreading 100 %\r\u001b[K");
});

test("is cut to the width of the terminal", () => {
  const io = memoryIo({ isTerminal: true, columns: 8 });
  progressLine(io, false).show("reading files", 0, 0);
  expect(io.stderr()).toBe("\r\u001b[Kreading");
});

test("says nothing where nobody watches", () => {
  const piped = memoryIo({ isTerminal: false });
  progressLine(piped, false).show("reading", 1, 2);
  const quiet = memoryIo({ isTerminal: true });
  progressLine(quiet, true).show("reading", 1, 2);
  expect(piped.stderr() + quiet.stderr()).toBe("");
});
