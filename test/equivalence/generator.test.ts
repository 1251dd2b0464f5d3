import fc from "fast-check";
import { expect, test } from "vitest";
import { applicationFiles } from "../support/generated/application-files.ts";
import { generatedProgram } from "../support/generated/arbitrary-program.ts";
import { planHandler } from "../support/generated/plan-handler.ts";
import { type Rendered, renderProgram } from "../support/generated/render/render-program.ts";
import { typeErrorsOf } from "../support/generated/type-errors-of.ts";
import { rareConstructs, usualConstructs } from "../support/generated/constructs.ts";

const handlers = 400;
const migrated = 300;

async function rendered(seed: number): Promise<readonly Rendered[]> {
  const programs = fc.sample(generatedProgram(), { numRuns: handlers, seed });
  return Promise.all(programs.map((program, index) => renderProgram(program, `g${index}`)));
}

test(`${handlers} generated handlers have every construct`, async () => {
  const all = await rendered(7);
  const counts = new Map<string, number>();
  for (const { constructs } of all) for (const name of constructs) counts.set(name, (counts.get(name) ?? 0) + 1);
  const lacking = [
    ...usualConstructs.map((name) => [name, 8] as const),
    ...rareConstructs.map((name) => [name, 1] as const),
  ]
    .filter(([name, least]) => (counts.get(name) ?? 0) < least)
    .map(([name]) => `${name}: ${counts.get(name) ?? 0}`);
  expect(lacking, "seed 7").toEqual([]);
});

test(`${handlers} generated handlers type-check, and so do ${migrated} after the migration`, async () => {
  const all = await rendered(8);
  const application = await applicationFiles();
  const changed: Record<string, string> = {};
  for (const { files, route } of all.slice(0, migrated)) {
    Object.assign(changed, files, (await planHandler(application, files, route)).changed);
  }
  const legacyFiles = Object.assign({}, ...all.map(({ files }) => files)) as Record<string, string>;
  const [before, after] = await Promise.all([typeErrorsOf(legacyFiles), typeErrorsOf({ ...application, ...changed })]);
  expect([...before], "seed 8, legacy").toEqual([]);
  expect([...after], "seed 8, migrated").toEqual([]);
}, 180_000);
