import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { PlannedHandler } from "../../../src/model/plan.ts";
import type { Rendered } from "./render/render-program.ts";

/** A handler that was generated once and showed a mistake of the tool. */
export interface EquivalenceFixture {
  readonly name: string;
  /** Said in the first line: `// tier: auto`. */
  readonly tier: PlannedHandler["tier"];
  readonly handler: Rendered;
}

const FOLDER = join(import.meta.dirname, "../../../fixtures/equivalence");
const tiers: readonly PlannedHandler["tier"][] = ["auto", "review", "manual"];

/** All handlers of `fixtures/equivalence`; they are sent the requests of generated handlers. */
export function equivalenceFixtures(): readonly EquivalenceFixture[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(".ts"))
    .sort()
    .map((file) => fixtureOf(basename(file, ".ts"), readFileSync(join(FOLDER, file), "utf8")));
}

function fixtureOf(name: string, text: string): EquivalenceFixture {
  const tier = tiers.find((one) => text.startsWith(`// tier: ${one}\n`));
  if (tier === undefined) throw new Error(`fixtures/equivalence/${name}.ts must begin with "// tier: auto" or another`);
  const route = `src/app/api/generated/${name}/route.ts`;
  return { name, tier, handler: { files: { [route]: text }, route, operations: [], constructs: new Set() } };
}
