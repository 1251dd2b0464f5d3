// Prints the closing line of CI from the test runner's own JSON result: `N passed, N failed`, with skipped ones if any.
import { readFileSync } from "node:fs";
import process from "node:process";

const [file] = process.argv.slice(2);
const { numPassedTests, numFailedTests, numFailedTestSuites, numPendingTests, numTodoTests, success } = JSON.parse(
  readFileSync(file, "utf8"),
);
// A file that could not be loaded has no failed test of its own and still is a failure.
const failed = numFailedTests === 0 && !success ? Math.max(1, numFailedTestSuites) : numFailedTests;
const skipped = numPendingTests + numTodoTests;
process.stdout.write(`${numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}\n`);
if (failed > 0) process.exitCode = 1;
