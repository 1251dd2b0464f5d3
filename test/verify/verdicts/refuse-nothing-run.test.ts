import { expect, test } from "vitest";
import { refuseNothingRun } from "../../../src/verify/verdicts/refuse-nothing-run.ts";
import { UserError } from "../../../src/diagnostics/user-error.ts";
import { requestResult } from "../../support/verify/observations.ts";

const message = `src/app/route.ts could not be loaded. Error: Cannot find module '@/generated/prisma/client'
Require stack:
- /copies/legacy/src/lib/prisma.ts
    at Module._resolveFilename (node:internal/modules/cjs/loader:1207:15)
    at resolve (/elsewhere/jiti.cjs:1:2)`;

const broken = requestResult({ broken: { version: "legacy", fault: null, message } });

function thrown(work: () => void): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return null;
}

test("a version that cannot be loaded is said without the stack, with paths in the application, and what to do", () => {
  const error = thrown(() => refuseNothingRun([broken, broken], "/copies/legacy"));
  expect(error).toBeInstanceOf(UserError);
  expect(error).toMatchObject({
    message: `The former version of the application could not be run: ${message.split("\n    at")[0]?.replace("/copies/legacy/", "")}`,
    hint: expect.stringContaining("npx prisma generate") as string,
  });
});

test("one request that could be run is enough for verdicts", () => {
  expect(thrown(() => refuseNothingRun([broken, requestResult()], "/copies/legacy"))).toBe(null);
});
