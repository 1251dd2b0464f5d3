import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { defaultConfig } from "../../src/config/default-config.ts";
import { loadConfig } from "../../src/config/load-config.ts";
import { UserError } from "../../src/diagnostics/user-error.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "config-"));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(name: string, text: string): void {
  writeFileSync(join(root, name), text);
}

async function problemOf(config: unknown): Promise<string> {
  write("migrate-sessions.config.json", JSON.stringify(config));
  const error: unknown = await loadConfig(root).catch((thrown: unknown) => thrown);
  if (!(error instanceof UserError)) throw new Error("expected a UserError");
  return error.message;
}

const portal = { sessions: [{ legacy: "withPortalSession" }] };

describe("where it comes from", () => {
  test("no file: the names of the proposal", async () => {
    expect(await loadConfig(root)).toEqual({ config: defaultConfig, file: null });
  });

  test.each([
    ["json", JSON.stringify(portal)],
    ["mjs", `export default ${JSON.stringify(portal)};`],
    ["js", `module.exports = ${JSON.stringify(portal)};`],
    ["ts", `const legacy: string = "withPortalSession"; export default { sessions: [{ legacy }] };`],
  ])("migrate-sessions.config.%s in the root", async (extension, text) => {
    write(`migrate-sessions.config.${extension}`, text);
    const { config, file } = await loadConfig(root);
    expect(file).toBe(`migrate-sessions.config.${extension}`);
    expect(config.sessions.map((family) => family.legacy)).toEqual(["withPortalSession"]);
  });

  test("defineConfig can be imported where the package is not installed", async () => {
    write(
      "migrate-sessions.config.ts",
      `import { defineConfig } from "migrate-sessions"; export default defineConfig({ atomicity: "rollback" });`,
    );
    expect((await loadConfig(root)).config.atomicity).toBe("rollback");
  });

  test("a named file wins", async () => {
    write("migrate-sessions.config.json", "{}");
    write("other.json", JSON.stringify(portal));
    expect((await loadConfig(root, "other.json")).config.sessions[0]?.legacy).toBe("withPortalSession");
  });

  test("a named file that is not there, and two files, are refused", async () => {
    await expect(loadConfig(root, "none.json")).rejects.toThrow("There is no configuration file none.json.");
    write("migrate-sessions.config.json", "{}");
    write("migrate-sessions.config.mjs", "export default {};");
    await expect(loadConfig(root)).rejects.toThrow(/two configuration files: .*mjs and .*json/);
  });

  test.each([
    ["json", "{ sessions: }"],
    ["ts", "export default {"],
    ["mjs", "throw new Error('broken');"],
  ])("a %s file that does not load is an expected error without absolute paths", async (extension, text) => {
    write(`migrate-sessions.config.${extension}`, text);
    const error: unknown = await loadConfig(root).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    expect(String(error)).toContain(`migrate-sessions.config.${extension} cannot be loaded`);
    expect(String(error)).not.toContain(root);
  });
});

describe("defaults", () => {
  test("what is not said is found in the code", async () => {
    write("migrate-sessions.config.json", JSON.stringify(portal));
    const { config } = await loadConfig(root);
    expect(config).toEqual({
      ...defaultConfig,
      sessions: [{ legacy: "withPortalSession", replacement: null, module: null, handlerArgument: null, client: null }],
    });
  });

  test("exclude adds to the defaults; directories stand for what is in them", async () => {
    write(
      "migrate-sessions.config.json",
      JSON.stringify({ include: ["./src/", "tools/*.ts", "src/app/(sales)"], exclude: ["src/legacy", "**/*.test.ts"] }),
    );
    const { config } = await loadConfig(root);
    expect(config.include).toEqual([
      "src/**/*.{ts,tsx,js,jsx,mts,cts,mjs,cjs}",
      "tools/*.ts",
      "src/app/(sales)/**/*.{ts,tsx,js,jsx,mts,cts,mjs,cjs}",
    ]);
    expect(config.exclude).toEqual([...defaultConfig.exclude, "src/legacy/**", "**/*.test.ts"]);
  });
});

describe("problems name the key's path", () => {
  test.each([
    ["a near unknown key", { sesions: [] }, 'Unknown key "sesions". Did you mean "sessions"?'],
    ["an unknown key", { colour: 1 }, 'Unknown key "colour". Known here: sessions, tenantTransaction, include'],
    [
      "a near unknown key of a session",
      { sessions: [{ legacy: "a" }, { legacy: "b", replacment: "c" }] },
      'Unknown key "sessions[1].replacment". Did you mean "replacement"?',
    ],
    ["a near unknown key of prisma", { prisma: { shema: "x" } }, 'Unknown key "prisma.shema". Did you mean "schema"?'],
    ["a missing key", { sessions: [{}] }, '"sessions[0].legacy" must be a string.'],
    ["a wrong type", { sessions: { legacy: "x" } }, '"sessions" must be an array.'],
    ["no object", 3, "The configuration must be an object."],
    ["no families", { sessions: [] }, '"sessions" must name at least one wrapper.'],
    ["a name that is none", { sessions: [{ legacy: "a.b" }] }, '"sessions[0].legacy" must be the name of a function.'],
    ["a value outside a choice", { atomicity: "no" }, '"atomicity" must be "keep" or "rollback".'],
    ["a negative index", { sessions: [{ legacy: "a", handlerArgument: -1 }] }, 'handlerArgument" must be 0 or more.'],
    ["a client that is no path", { sessions: [{ legacy: "a", client: "db" }] }, 'must look like "param:0"'],
    ["a glob out of the root", { include: ["../other/**"] }, '"include[0]" must stay inside the root.'],
  ])("%s", async (_shape, config, expected) => {
    expect(await problemOf(config)).toContain(expected);
  });

  test("all problems come at once", async () => {
    const message = await problemOf({ sesions: [], include: "src" });
    expect(message).toContain('Unknown key "sesions"');
    expect(message).toContain('"include" must be an array.');
  });
});

describe("rules between keys", () => {
  test.each([
    ["the same legacy name twice", [{ legacy: "a" }, { legacy: "a" }], "have the same legacy name a"],
    ["a replacement by itself", [{ legacy: "a", replacement: "a" }], "replaces a by itself"],
    ["a chain", [{ legacy: "a", replacement: "b" }, { legacy: "b" }], '"sessions[1]" calls legacy'],
    ["the tenant transaction as wrapper", [{ legacy: "withTenant" }], "withTenant is the tenant transaction"],
  ])("%s", async (_shape, sessions, expected) => {
    expect(await problemOf({ sessions })).toContain(expected);
  });
});
