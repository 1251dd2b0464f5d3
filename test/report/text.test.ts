import fc from "fast-check";
import picocolors from "picocolors";
import { describe, expect, test } from "vitest";
import { diagnostic } from "../../src/diagnostics/create.ts";
import { renderText } from "../../src/report/text.ts";
import { anyResult, reversed } from "../support/arbitrary-result.ts";
import { effect, externalCall, plannedHandler, resultOf } from "../support/planned-handler.ts";
import { sampleResult } from "../support/sample-result.ts";

const plain = { paint: picocolors.createColors(false), columns: 80 };

test("a repository on its way: everything a person needs on one screen", () => {
  const text = renderText(sampleResult(), plain);
  expect(text).toMatchInlineSnapshot(`
    "28 handlers in 23 files
      27 behind withSalesSession and 1 behind withAdminSession
      4 hold a connection while an external call runs; after the migration: 2

                  auto  review  manual   error    done   total
      read          11       1       ·       ·       2      14
      write          8       2       1       ·       ·      11
      none           1       ·       ·       ·       ·       1
      unknown        ·       ·       1       1       ·       2
      total         20       3       2       1       2      28

      Phase 1  Scaffold the replacement  done
      Phase 2  Handlers without writes   ██░░░░░░░░░░░░░░░░░░  13 %  2 of 15
      Phase 3  Handlers with writes      ░░░░░░░░░░░░░░░░░░░░   0 %  0 of 13
      Phase 4  Remove the legacy code    waiting

    3 handlers can be rewritten, and should be looked at
       2  MS3002  external call after the writes can throw
                  Decide whether the writes should be kept when the call fails.
                  src/app/(sales)/api/orders/route.ts#POST
                  src/app/(sales)/api/quotes/route.ts#POST
       1  MS2006  read that nobody awaits
                  Await the read, or confirm that its result is not needed.
                  src/app/(sales)/api/exports/route.ts#GET

    2 handlers not rewritten
       1  MS1008  wrapper has no replacement configured
                  Configure a replacement for the wrapper.
                  src/app/(sales)/api/webhooks/[provider]/route.ts#POST
       1  MS2001  session client leaves the repository
                  Read the code that gets the client, and migrate by hand.
                  src/app/(sales)/api/imports/route.ts#POST

    1 handler could not be analysed
       1  MS1002  file does not parse
                  Fix the syntax error and run again.
                  src/app/(sales)/api/legacy/route.ts#POST

    Next      npx migrate-sessions run --phase read --dry-run
              shows what changes in 12 handlers without writes; writes nothing
    In full   npx migrate-sessions --format md,json --out report
              writes every handler and reason
    "
  `);
  expect(text.split("\n").filter((line) => line.length > 80)).toEqual([]);
});

test("the text does not depend on the order of what was found", () => {
  fc.assert(
    fc.property(anyResult, (result) => {
      expect(renderText(reversed(result), plain)).toBe(renderText(result, plain));
    }),
  );
});

test("colours add no character and take none away", () => {
  const painted = renderText(sampleResult(), { ...plain, paint: picocolors.createColors(true) });
  // eslint-disable-next-line no-control-regex -- the escape character is what is removed
  expect(painted.replace(/\u001B\[\d+m/g, "")).toBe(renderText(sampleResult(), plain));
});

test("one handler is one handler in one file", () => {
  const text = renderText(resultOf([plannedHandler({ effects: [effect()] })]), plain);
  expect(text).toContain("1 handler in 1 file\n  1 behind withSalesSession\n");
  expect(text).toContain("shows what changes in 1 handler without writes");
});

test("no handlers: says so, and prints no empty table", () => {
  expect(renderText(resultOf([]), plain)).toMatch(/^0 handlers in 0 files\n\n {2}Phase 1/);
});

test("many reasons: the most frequent three, and how many more there are", () => {
  const place = { file: "src/a.ts", line: 1 };
  const reasons = [
    diagnostic("MS3005", place, { keyword: "break" }),
    diagnostic("MS3007", place, { syntax: "yield" }),
    diagnostic("MS3003", place, { name: "load" }),
    diagnostic("MS3009", place, { name: "total" }),
    diagnostic("MS3008", place, { name: "row" }),
  ];
  const handlers = reasons.flatMap((reason, index) =>
    Array.from({ length: index + 1 }, (_, copy) => {
      return plannedHandler({ file: `src/${index}/${copy}.ts`, tier: "manual", reasons: [reason] });
    }),
  );
  const text = renderText(resultOf(handlers), plain);
  expect(text.match(/^ +\d+ {2}MS\d+/gm)).toEqual(["   5  MS3008", "   4  MS3009", "   3  MS3003"]);
  expect(text).toContain("and 2 more reasons");
});

test("one handler that holds a connection is named in the singular", () => {
  const text = renderText(resultOf([plannedHandler({ externalCalls: [externalCall()] })]), plain);
  expect(text).toContain("1 holds a connection while an external call runs; after the migration: 0");
});

describe("the next command", () => {
  const next = (...args: Parameters<typeof resultOf>): string => {
    return /^Next +npx (?<command>.*)$/m.exec(renderText(resultOf(...args), plain))?.groups?.["command"] ?? "";
  };
  const noReplacement = diagnostic(
    "MS1003",
    { file: "src/lib/auth/sales.ts", line: 1 },
    { replacement: "withSalesSessionV2", module: "@/lib/auth/sales" },
  );
  const read = plannedHandler({ file: "src/a.ts" });
  const write = plannedHandler({ file: "src/b.ts", classification: "write", phase: 3 });
  const reviewed = plannedHandler({ file: "src/c.ts", tier: "review" });
  const manual = plannedHandler({ file: "src/it's/[id].ts", tier: "manual" });
  const done = plannedHandler({ file: "src/e.ts", tier: "done", state: "migrated" });

  test.each([
    ["no replacement exported yet", next([read, write], [noReplacement]), "migrate-sessions init"],
    ["reads are waiting", next([done, write, read]), "migrate-sessions run --phase read --dry-run"],
    ["writes are waiting", next([write, reviewed, manual]), "migrate-sessions run --phase write --dry-run"],
    ["a review is waiting", next([reviewed, manual]), "migrate-sessions run --phase all --include-review --dry-run"],
    ["only manual work is left", next([done, manual]), String.raw`migrate-sessions explain 'src/it'\''s/[id].ts#GET'`],
    ["all is done", next([done]), "migrate-sessions check"],
  ])("%s", (_, command, expected) => {
    expect(command).toBe(expected);
  });
});
