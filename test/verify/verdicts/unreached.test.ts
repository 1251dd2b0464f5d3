import { expect, test } from "vitest";
import { UserError } from "../../../src/diagnostics/user-error.ts";
import { unreachedNote } from "../../../src/verify/verdicts/unreached.ts";
import { requestResult, sampleRequest } from "../../support/verify/observations.ts";

const reached = requestResult();
const refused = (name: string): typeof reached =>
  requestResult({
    request: sampleRequest({ name }),
    handlers: { legacy: [], migrated: [] },
    answer: "status 401",
  });

test("all requests reached a handler: nothing to say", () => {
  expect(unreachedNote([reached, reached])).toBe(null);
});

test("those that were answered before are named with their answers, the rest is counted", () => {
  expect(unreachedNote([reached, ...["a", "b", "c", "d"].map(refused)])).toBe(
    'Reached no handler, and compared all the same: "a" (status 401), "b" (status 401), "c" (status 401), 1 more.',
  );
});

test("no request reached a handler: nothing is known, and that is an error", () => {
  expect(() => unreachedNote([refused("a")])).toThrow('No request reached a handler: "a" (status 401).');
  expect(hintOf(() => unreachedNote([refused("a")]))).toContain("must have the sessions");
  const { counts } = reached;
  const silent = { ...refused("a"), counts: { ...counts, statements: 0 } };
  expect(hintOf(() => unreachedNote([silent]))).toContain("--url-variable");
});

function hintOf(work: () => unknown): string | null {
  try {
    work();
  } catch (error) {
    if (error instanceof UserError) return error.hint;
  }
  return null;
}

test("a request that could not be run is said elsewhere", () => {
  const broken = { version: "legacy", fault: null, message: "it ended" } as const;
  expect(unreachedNote([reached, requestResult({ handlers: refused("a").handlers, broken })])).toBe(null);
});
