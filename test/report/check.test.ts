import picocolors from "picocolors";
import { expect, test } from "vitest";
import { diagnostic } from "../../src/diagnostics/create.ts";
import { renderCheck } from "../../src/report/check.ts";

const terminal = { paint: picocolors.createColors(false), columns: 80 };
const file = "src/app/api/orders/route.ts";

test("violations stand last, next to the verdict", () => {
  const text = renderCheck(
    {
      violations: [
        diagnostic("MS5005", { file, line: 20 }, { handler: `${file}#POST`, operation: "order.create" }),
        diagnostic("MS5006", { file, line: 40 }, { handler: `${file}#PUT` }),
      ],
      notes: [diagnostic("MS5007", { file: "src/gone.ts", line: 1 }, { handler: "src/gone.ts#GET" })],
    },
    terminal,
  );
  expect(text).toMatchInlineSnapshot(`
    "src/gone.ts:1  note  MS5007
      src/gone.ts#GET is in the baseline and no longer a legacy handler. Shrink the
      baseline with \`migrate-sessions check --update-baseline\`.

    src/app/api/orders/route.ts:20  violation  MS5005
      The migrated handler src/app/api/orders/route.ts#POST does \`order.create\`
      outside a tenant transaction. Put it into \`withTenant(tenantId, async (tx) =>
      ...)\`.

    src/app/api/orders/route.ts:40  violation  MS5006
      src/app/api/orders/route.ts#PUT uses a legacy session wrapper and is not in
      the baseline. Write it with the replacement, or run \`migrate-sessions run\`.

    Check failed: 2 violations in 1 file (1 note).
    "
  `);
});

test("a passed check says what it looked at", () => {
  expect(renderCheck({ violations: [], notes: [] }, terminal)).toBe(
    "Check passed: no new legacy handler, no write outside a tenant transaction.\n",
  );
});
