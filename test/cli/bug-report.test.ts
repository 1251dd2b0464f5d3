import { expect, test } from "vitest";
import { bugReport } from "../../src/cli/bug-report.ts";
import { tool } from "../support/plans.ts";

const context = { tool, node: "v20.19.0", platform: "linux x64" };

test("names versions and places, and no path of the machine", () => {
  const error = new TypeError("cannot read /home/ada/secret-project/src/app/api/orders/route.ts");
  error.stack = [
    "TypeError: cannot read /home/ada/secret-project/src/app/api/orders/route.ts",
    "    at applyFile (/home/ada/.npm/_npx/1/node_modules/migrate-sessions/dist/apply-file.js:40:9)",
    "    at load (file:///home/somebody/checkout/src/cli/run.ts:12:3)",
    "    at C:\\Users\\ada\\project\\index.js:1:1",
    "    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)",
  ].join("\n");
  const report = bugReport(error, context);
  expect(report).toContain("migrate-sessions 0.0.0-test, node v20.19.0, linux x64");
  expect(report).toContain("TypeError: cannot read …/route.ts");
  expect(report).toContain("at applyFile (node_modules/migrate-sessions/dist/apply-file.js:40:9)");
  expect(report).toContain("at load (src/cli/run.ts:12:3)");
  expect(report).toContain("task_queues:95:5");
  expect(report).not.toMatch(/ada|secret-project|checkout/);
});

test("takes what is thrown and is no error", () => {
  expect(bugReport("plain text", context)).toContain("plain text");
  expect(bugReport(undefined, context)).toContain("undefined");
});
