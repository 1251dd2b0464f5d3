import { describe, expect, test } from "vitest";
import { defaultConfig, family } from "../../src/config/default-config.ts";
import { cases, expectedOf, init, initCase } from "./fixtures.ts";

describe("init derives the new wrapper from the application's own code", () => {
  test.each(cases)("%s", async (name) => {
    const { changed } = await initCase(name);
    expect(changed).toEqual(expectedOf(name));
  });
});

describe("a second init plans nothing", () => {
  test.each(cases)("%s", async (name) => {
    const { after } = await initCase(name);
    const config = { ...defaultConfig, ...familiesOf(name) };
    const { plan } = await init(after, config);
    expect(plan.files).toEqual([]);
  });
});

function familiesOf(name: string): Partial<typeof defaultConfig> {
  if (name !== "second-family") return {};
  const names = ["withAdminSession", "withSalesSession", "withManagerSession"];
  return { sessions: names.map((legacy) => family({ legacy, replacement: `${legacy}V2` })) };
}

describe("findings", () => {
  const codes = async (name: string): Promise<readonly string[]> =>
    (await initCase(name)).plan.diagnostics.map(({ code, file, line }) => `${code} ${file}:${line}`);

  test("a part that cannot be derived is named, and nothing is written", async () => {
    expect(await codes("not-derivable")).toEqual(["MS1011 src/lib/sales.ts:8"]);
    expect((await initCase("not-derivable")).plan.files).toEqual([]);
  });

  test("a setting that outlives its transaction is an error of the application", async () => {
    expect(await codes("proposal")).toEqual(["MS4001 src/lib/prisma.ts:17"]);
  });

  test("a write and a lock of the session check", async () => {
    expect(await codes("session-writes")).toEqual(["MS1012 src/lib/sales.ts:12"]);
    expect(await codes("session-lock")).toEqual(["MS1011 src/lib/sales.ts:9"]);
  });

  test("a family without a declaration is reported beside one that is derived", async () => {
    const sessions = ["withSalesSession", "withPortalSession"].map((legacy) =>
      family({ legacy, replacement: `${legacy}V2` }),
    );
    const { after } = await initCase("no-policies");
    const { plan } = await init(after, { ...defaultConfig, sessions });
    expect(plan.diagnostics.map(({ code, data }) => [code, data])).toMatchObject([
      ["MS1011", { wrapper: "withPortalSession" }],
    ]);
  });

  test("an application without any wrapper is refused with the names that were looked for", async () => {
    await expect(init({ "src/a.ts": "export const a = 1;\n" }, defaultConfig)).rejects.toThrow(/withSalesSession/);
  });
});
