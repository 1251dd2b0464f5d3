import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { z } from "zod";
import type { DiagnosticCode } from "../../src/diagnostics/diagnostic.ts";
import type { RegionOptions } from "../../src/plan/region/options.ts";

/** One case of fixtures/transforms/regions. */
export interface RegionFixture {
  readonly name: string;
  readonly input: string;
  readonly expected: string;
  /** Codes of the diagnostics, each once. */
  readonly codes: readonly DiagnosticCode[];
  readonly options: Partial<RegionOptions>;
}

const codesSchema = z.array(z.custom<DiagnosticCode>((value) => typeof value === "string" && /^MS\d{4}$/.test(value)));
const optionsSchema = z.strictObject({
  acceptsOptions: z.boolean().exactOptional(),
  atomicity: z.enum(["keep", "rollback"]).exactOptional(),
  transactionClientHasTransaction: z.boolean().exactOptional(),
  prismaVersion: z.string().exactOptional(),
});

export const regionFixtureFolder: string = fileURLToPath(
  new URL("../../fixtures/transforms/regions/", import.meta.url),
);

export function regionFixtures(): readonly RegionFixture[] {
  const folders = readdirSync(regionFixtureFolder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map(({ name }) => readFixture(name)).toSorted((a, b) => a.name.localeCompare(b.name));
}

function readFixture(name: string): RegionFixture {
  const read = (file: string): string => readFileSync(join(regionFixtureFolder, name, file), "utf8");
  const hasOptions = existsSync(join(regionFixtureFolder, name, "options.json"));
  return {
    name,
    input: read("input.ts"),
    expected: read("expected.ts"),
    codes: codesSchema.parse(JSON.parse(read("codes.json"))),
    options: hasOptions ? optionsSchema.parse(JSON.parse(read("options.json"))) : {},
  };
}
