// Preloaded into every Node process of a measured program: at its end it writes the largest amount of memory that the
// process had, in bytes, to a file of its own in the folder that the benchmark names.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { isMainThread } = require("node:worker_threads");

const folder = process.env.BENCH_PEAK_MEMORY_FOLDER;

if (folder && isMainThread) {
  process.on("exit", () => fs.writeFileSync(path.join(folder, String(process.pid)), String(peakBytes())));
}

/**
 * On Linux `maxRSS` begins with the memory of the process that forked this one (getrusage(2) keeps it through exec), so
 * the kernel's own mark is better where there is one.
 */
function peakBytes() {
  try {
    const kilobytes = /VmHWM:\s+(\d+) kB/.exec(fs.readFileSync("/proc/self/status", "utf8"));
    if (kilobytes) return Number(kilobytes[1]) * 1024;
  } catch {
    // No /proc: not Linux.
  }
  return process.resourceUsage().maxRSS * 1024;
}
