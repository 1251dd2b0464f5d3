import { describe, expect, test } from "vitest";
import { creating, replacing } from "../../support/plans.ts";
import { cli, committed } from "../../support/run-cli.ts";
import { readTree } from "../../support/temporary-tree.ts";

describe("init", () => {
  const sales = "export function withSalesSession() {}\n";

  test("adds to files and makes new ones", async () => {
    const root = committed({ "src/lib/auth/sales.ts": sales });
    const scaffold = [
      replacing("src/lib/auth/sales.ts", sales, { "{}": "{}\nexport function withSalesSessionV2() {}" }),
      creating("src/lib/tenant-id.ts", "export {};\n"),
    ];
    const { code, stdout } = await cli(root, ["init"], { scaffold });
    expect(code).toBe(0);
    expect(stdout).toBe("Changed 2 of 2 files.\n  src/lib/auth/sales.ts\n  src/lib/tenant-id.ts\n");
    expect(readTree(root)["src/lib/tenant-id.ts"]).toBe("export {};\n");
  });
});
