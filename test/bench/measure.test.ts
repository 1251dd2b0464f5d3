import { expect, it } from "vitest";
import { measure } from "../../bench/measure.ts";

const cwd = import.meta.dirname;

it("measures time, memory and output of a process", async () => {
  const script = "const kept = Buffer.alloc(150e6, 1); setTimeout(() => console.log(kept.length), 100)";
  const measured = await measure({ arguments: ["-e", script], cwd, accepts: [0] });
  expect(measured.seconds).toBeGreaterThan(0.1);
  expect(measured.peakBytes).toBeGreaterThan(150e6);
  expect(measured.stdout).toBe("150000000\n");
});

it("adds the memory of the processes that it starts", async () => {
  const script = `require("node:child_process").execFileSync(process.execPath, ["-e", "Buffer.alloc(150e6, 1)"])`;
  const measured = await measure({ arguments: ["-e", script], cwd, accepts: [0] });
  expect(measured.peakBytes).toBeGreaterThan(150e6);
});

it("refuses a process that fails, with the end of its output", async () => {
  const command = { arguments: ["-e", "console.error('no such file'); process.exit(3)"], cwd, accepts: [0, 1] };
  await expect(measure(command)).rejects.toThrow(/ended with 3:\nno such file/);
});
